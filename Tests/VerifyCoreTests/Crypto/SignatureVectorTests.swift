import Testing
import VerifyCore

@Suite struct SignatureVectorTests {
    struct Signature: Decodable, Sendable {
        let name: String
        let publicKey: HexBytes
        let message: HexBytes
        let signature: HexBytes
        let valid: Bool
        let seed: HexBytes?
    }

    @Test(arguments: ["rfc8032-ed25519", "wycheproof-ed25519", "strict-ed25519"])
    func `ed25519 agrees with its vectors`(file: String) throws {
        for vector in try VectorFile<Signature>.cases(file) {
            let valid = Ed25519.isValid(
                signature: vector.signature.bytes,
                message: vector.message.bytes,
                publicKey: vector.publicKey.bytes
            )
            #expect(valid == vector.valid, Comment(rawValue: vector.name))
        }
    }

    @Test func `ed25519 signs as RFC 8032 does`() throws {
        for vector in try VectorFile<Signature>.cases("rfc8032-ed25519") {
            let key = try Ed25519PrivateKey(seed: #require(vector.seed).bytes)
            #expect(key.publicKey == vector.publicKey.bytes, Comment(rawValue: vector.name))
            #expect(
                try key.sign(vector.message.bytes) == vector.signature.bytes,
                Comment(rawValue: vector.name)
            )
        }
    }

    @Test func `a public key of low order or not canonical is rejected before any signature`()
        throws
    {
        for vector in try VectorFile<Signature>.cases("strict-ed25519")
        where vector.name.contains("order") || vector.name.hasPrefix("y = p") {
            #expect(throws: CryptoError.publicKey, Comment(rawValue: vector.name)) {
                try Ed25519PublicKey(vector.publicKey.bytes)
            }
        }
    }

    @Test(arguments: ["rfc6979-p256", "wycheproof-p256"])
    func `p-256 agrees with its vectors`(file: String) throws {
        for vector in try VectorFile<Signature>.cases(file) {
            let valid = P256.isValid(
                signature: vector.signature.bytes,
                message: vector.message.bytes,
                publicKey: vector.publicKey.bytes
            )
            #expect(valid == vector.valid, Comment(rawValue: vector.name))
        }
    }

    @Test(arguments: [0, 1, 31, 33, 64, 65, 66])
    func `keys of another length are rejected`(count: Int) {
        let bytes = [UInt8](repeating: 4, count: count)
        #expect(throws: CryptoError.length(expected: 32, found: count)) {
            try Ed25519PublicKey(bytes)
        }
        #expect(throws: CryptoError.length(expected: 32, found: count)) {
            try Ed25519PrivateKey(seed: bytes)
        }
        let refusal: CryptoError = count == 65 ? .publicKey : .length(expected: 65, found: count)
        #expect(throws: refusal) { try P256PublicKey(bytes) }
    }

    @Test func `each bit of signature, message and key matters`() throws {
        let key = try Ed25519PrivateKey(seed: [UInt8](repeating: 7, count: 32))
        let message = Array("صحت".utf8)
        let signature = try key.sign(message)
        func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
            var bytes = bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            return bytes
        }
        func isValid(_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool {
            Ed25519.isValid(signature: signature, message: message, publicKey: key)
        }
        #expect(isValid(signature, message, key.publicKey))
        for bit in 0..<512 { #expect(!isValid(flipped(signature, bit), message, key.publicKey)) }
        for bit in 0..<256 { #expect(!isValid(signature, message, flipped(key.publicKey, bit))) }
        for bit in 0..<message.count * 8 {
            #expect(!isValid(signature, flipped(message, bit), key.publicKey))
        }
        for count in 0..<64 {
            #expect(!isValid(Array(signature[..<count]), message, key.publicKey))
        }
        #expect(!isValid(signature + [0], message, key.publicKey))
    }
}
