import BenchBaseline
import Foundation
import Persian
import VerifyCore

/// Codes, tokens and QR symbols against the bare calls of the C libraries.
enum CoreBench {
    static func run() async throws {
        try await codes()
        try await signing()
        try await verifying()
        try await symbols()
    }

    private static let key = CodeKey(
        id: 17,
        locatorKey: [UInt8](repeating: 0x11, count: 32),
        tagKey: [UInt8](repeating: 0x22, count: 32)
    )

    /// Parse, HMAC, compare; the baseline is the same HMAC over a message copied in the same way.
    private static func codes() async throws {
        let digest = SHA256.digest(of: try sampleRecord().encoded().span)
        guard let code = key.code(locator: 958_396_597, recordDigest: digest) else {
            throw BenchError.wrongAnswer("code")
        }
        let text = code.grouped
        let digits = text.filter { $0 != " " }
        let raw = digest.bytes
        try await Race(name: "code check", unit: "ns", reach: .atMost(1.2)).run(count: 300_000) {
            count in
            var right = 0
            let took = try nanoseconds {
                for _ in 0..<count {
                    let typed = try AuthenticityCode(parsing: text)
                    if key.matches(typed, recordDigest: digest) { right += 1 }
                }
            }
            guard right == count else { throw BenchError.wrongAnswer("code check") }
            return took
        } baseline: { count in
            unsafe baseline_tags(digits, raw, Int32(count))
        }
    }

    private static let now = Timestamp(secondsSinceEpoch: 1_770_000_000)
    private static let seed = [UInt8](repeating: 0x33, count: 32)

    private static func token() throws -> (DegreeToken, TokenKey, [UInt8]) {
        let digest = SHA256.digest(of: try sampleRecord().encoded().span)
        guard let code = key.code(locator: 958_396_597, recordDigest: digest) else {
            throw BenchError.wrongAnswer("code")
        }
        let tokenKey = try TokenKey(seed: seed)
        let token = DegreeToken(
            for: try sampleRecord(),
            code: code,
            by: key,
            issuedAt: now
        )
        return (token, tokenKey, try token.signed(with: tokenKey))
    }

    /// Claims, encoding and signature; the baseline is the signature over as many bytes.
    private static func signing() async throws {
        let (token, tokenKey, bytes) = try token()
        let message = [UInt8](repeating: 9, count: bytes.count - 64)
        try await Race(name: "token sign", unit: "ns", reach: .atMost(1.15)).run(count: 10_000) {
            count in
            try nanoseconds {
                for _ in 0..<count where try token.signed(with: tokenKey).isEmpty {
                    throw BenchError.wrongAnswer("token sign")
                }
            }
        } baseline: { count in
            unsafe baseline_sign(seed, message, message.count, Int32(count))
        }
    }

    /// Strict decoding, signature and claims; the baseline is the signature over as many bytes.
    private static func verifying() async throws {
        let (_, tokenKey, bytes) = try token()
        let publicKey = tokenKey.publicKey
        let message = [UInt8](repeating: 9, count: bytes.count - 64)
        let signature = try Ed25519PrivateKey(seed: seed).sign(message)
        let raw = publicKey.bytes
        try await Race(name: "token verify", unit: "ns", reach: .atMost(1.15)).run(count: 5_000) {
            count in
            try nanoseconds {
                for _ in 0..<count {
                    let verdict = DegreeToken.verify(bytes, at: now) { kid in
                        kid == publicKey.kid ? .trusted(publicKey) : nil
                    }
                    guard case .genuine = verdict else {
                        throw BenchError.wrongAnswer("token verify")
                    }
                }
            }
        } baseline: { count in
            unsafe baseline_verify(raw, signature, message, message.count, Int32(count))
        }
    }

    private static func symbols() async throws {
        let (_, _, bytes) = try token()
        let text = DegreeToken.text(of: bytes, host: "SEHAT.EXAMPLE.IR")
        try await Race(name: "QR as SVG", unit: "ns", reach: .atMost(1.3)).run(count: 200) {
            count in
            try nanoseconds {
                for _ in 0..<count where try QRCode(text).svg().isEmpty {
                    throw BenchError.wrongAnswer("QR as SVG")
                }
            }
        } baseline: { count in
            unsafe baseline_qr(text, 2, Int32(count))
        }
    }
}
