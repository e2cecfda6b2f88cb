import Testing
import VerifyCore

@Suite struct CryptoVectorTests {
    struct Hash: Decodable, Sendable {
        let name: String
        let message: HexBytes
        let digest: HexBytes
    }

    @Test func `sha-256 agrees with the examples of FIPS 180-4`() throws {
        for vector in try VectorFile<Hash>.cases("fips180-sha256") {
            #expect(
                SHA256.hash(vector.message.bytes) == vector.digest.bytes,
                Comment(rawValue: vector.name)
            )
        }
    }

    struct MAC: Decodable, Sendable {
        let name: String
        let key: HexBytes
        let message: HexBytes
        let mac: HexBytes
        let valid: Bool
    }

    @Test(arguments: ["rfc4231-hmac-sha256", "wycheproof-hmac-sha256"])
    func `hmac agrees with its vectors`(file: String) throws {
        for vector in try VectorFile<MAC>.cases(file) {
            let mac = HMACKey(vector.key.bytes).authenticate(vector.message.bytes)
            #expect(
                constantTimeEqual(mac, vector.mac.bytes) == vector.valid,
                Comment(rawValue: vector.name)
            )
        }
    }

    struct Derivation: Decodable, Sendable {
        let name: String
        let secret: HexBytes
        let salt: HexBytes
        let info: HexBytes
        let count: Int
        let output: HexBytes
        let valid: Bool
    }

    @Test(arguments: ["rfc5869-hkdf-sha256", "wycheproof-hkdf-sha256"])
    func `hkdf agrees with its vectors`(file: String) throws {
        for vector in try VectorFile<Derivation>.cases(file) {
            let output = try? HKDF.derive(
                from: vector.secret.bytes,
                salt: vector.salt.bytes,
                info: vector.info.bytes,
                count: vector.count
            )
            #expect(
                (output == vector.output.bytes) == vector.valid,
                Comment(rawValue: vector.name)
            )
        }
    }

    struct Passphrase: Decodable, Sendable {
        let name: String
        let passphrase: HexBytes
        let salt: HexBytes
        let n: UInt64
        let r: UInt64
        let p: UInt64
        let output: HexBytes
    }

    @Test func `scrypt agrees with RFC 7914`() throws {
        for vector in try VectorFile<Passphrase>.cases("rfc7914-scrypt") {
            let output = try Scrypt.derive(
                passphrase: vector.passphrase.bytes,
                salt: vector.salt.bytes,
                n: vector.n,
                r: vector.r,
                p: vector.p,
                count: vector.output.bytes.count
            )
            #expect(output == vector.output.bytes, Comment(rawValue: vector.name))
        }
    }

    @Test(arguments: [(0, 8, 1), (1, 8, 1), (3, 8, 1), (16, 0, 1), (1 << 30, 8, 1)])
    func `scrypt rejects invalid parameters and those that need too much memory`(
        n: Int,
        r: Int,
        p: Int
    ) {
        #expect(throws: CryptoError.parameters) {
            try Scrypt.derive(
                passphrase: [1],
                salt: [2],
                n: UInt64(n),
                r: UInt64(r),
                p: UInt64(p),
                count: 32
            )
        }
    }

    struct Sealed: Decodable, Sendable {
        let name: String
        let key: HexBytes
        let nonce: HexBytes
        let data: HexBytes
        let plaintext: HexBytes
        let sealed: HexBytes
        let valid: Bool
    }

    @Test(arguments: ["nist-aes-256-gcm", "wycheproof-aes-256-gcm"])
    func `aes-256-gcm agrees with its vectors`(file: String) throws {
        for vector in try VectorFile<Sealed>.cases(file) {
            let opened = try? AESGCM.open(
                vector.sealed.bytes,
                key: vector.key.bytes,
                nonce: vector.nonce.bytes,
                authenticating: vector.data.bytes
            )
            #expect(
                opened == (vector.valid ? vector.plaintext.bytes : nil),
                Comment(rawValue: vector.name)
            )
            guard vector.valid else { continue }
            let sealed = try AESGCM.seal(
                vector.plaintext.bytes,
                key: vector.key.bytes,
                nonce: vector.nonce.bytes,
                authenticating: vector.data.bytes
            )
            #expect(sealed == vector.sealed.bytes, Comment(rawValue: vector.name))
        }
    }
}
