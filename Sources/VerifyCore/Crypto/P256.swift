internal import COpenSSL

/// ECDSA on P-256 with SHA-256 (FIPS 186-5): verification only, for tokens that an HSM has signed.
package enum P256 {
    /// The length of an uncompressed point, 04 ‖ x ‖ y.
    package static let pointCount = 65
    /// The length of a raw signature, r ‖ s.
    package static let signatureCount = 64

    /// Returns whether the signature is valid; false for a public key that `P256PublicKey` rejects.
    package static func isValid(
        signature: [UInt8],
        message: [UInt8],
        publicKey: [UInt8]
    ) -> Bool {
        guard let key = try? P256PublicKey(publicKey) else { return false }
        return key.isValid(signature: signature.span, message: message.span)
    }
}

/// A public key on P-256, a point that lies on the curve.
package struct P256PublicKey: Sendable, Hashable {
    /// The 65 bytes 04 ‖ x ‖ y.
    package let bytes: [UInt8]
    private let key: KeyObject

    /// Reads an uncompressed point.
    ///
    /// - Throws: `length`, or `publicKey` when the point is not on the curve.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == P256.pointCount else {
            throw .length(expected: P256.pointCount, found: bytes.count)
        }
        // libcrypto checks here that the point is on the curve; P-256 has no points of low order.
        guard bytes[0] == 4, let key = unsafe sehat_p256_public_key(bytes, bytes.count) else {
            ERR_clear_error()
            throw .publicKey
        }
        self.bytes = bytes
        self.key = unsafe KeyObject(owning: key)
    }

    /// Returns whether the signature r ‖ s of the message is valid.
    package func isValid(signature: Span<UInt8>, message: Span<UInt8>) -> Bool {
        guard signature.count == P256.signatureCount else { return false }
        let encoded = Self.derEncoded(signature)
        return unsafe encoded.withUnsafeBytes { encoded in
            unsafe message.withUnsafeBytes { message in
                unsafe key.verifies(signature: encoded, message: message, digest: Library.sha256)
            }
        }
    }

    /// Compares the bytes.
    package static func == (one: P256PublicKey, other: P256PublicKey) -> Bool {
        one.bytes == other.bytes
    }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}

extension P256PublicKey {
    /// SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3), the form that libcrypto reads.
    private static func derEncoded(_ signature: Span<UInt8>) -> [UInt8] {
        var integers: [UInt8] = []
        for offset in [0, 32] {
            var digits: [UInt8] = []
            for index in offset..<offset + 32 {
                let byte = signature[index]
                if byte != 0 || !digits.isEmpty { digits.append(byte) }
            }
            if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
            integers += [0x02, UInt8(digits.count)] + digits
        }
        return [0x30, UInt8(integers.count)] + integers
    }
}
