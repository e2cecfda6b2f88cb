/// How a key-encryption key is derived from a passphrase: parameters and salt of scrypt, not secret.
package struct PassphraseDerivation: Sendable, Hashable {
    /// The salt's length in bytes.
    private static let saltCount = 16
    /// N = 2¹⁶ and r = 8 take 64 MiB and some 200 ms (RFC 7914 §2; OWASP, Password Storage).
    private static let cost: Int64 = 1 << 16
    private static let blockSize: Int64 = 8
    private static let parallelism: Int64 = 2

    private let salt: [UInt8]
    private let n: Int64
    private let r: Int64
    private let p: Int64

    /// Creates a derivation with a random salt.
    package init() {
        salt = Random.bytes(Self.saltCount)
        n = Self.cost
        r = Self.blockSize
        p = Self.parallelism
    }

    func key(from passphrase: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Scrypt.derive(
            passphrase: passphrase,
            salt: salt,
            n: UInt64(n),
            r: UInt64(r),
            p: UInt64(p),
            count: KeyEncryptionKey.count
        )
    }
}

extension PassphraseDerivation {
    var json: JSON {
        ["salt": .string(Hex.encode(salt)), "n": .integer(n), "r": .integer(r), "p": .integer(p)]
    }

    /// Reads the member of keyring.json.
    ///
    /// - Throws: `format`, also for parameters that are weaker than the defaults or take too much memory.
    init(_ json: JSON) throws(KeyringError) {
        guard let salt = json["salt"]?.string.flatMap({ try? Hex.decode($0) }),
            salt.count >= Self.saltCount,
            let n = json["n"]?.integer, n >= Self.cost,
            let r = json["r"]?.integer, r >= Self.blockSize,
            let p = json["p"]?.integer, (1...16).contains(p)
        else { throw .format(file: Keyring.factsFileName) }
        self.salt = salt
        self.n = n
        self.r = r
        self.p = p
    }
}
