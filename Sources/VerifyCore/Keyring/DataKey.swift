import Synchronization

/// A key for the data at rest: it encrypts documents, hashes former codes and seals rows.
package struct DataKey: Sendable {
    /// The length of a key's id in bytes.
    static let idCount = 4

    /// The key's id, four bytes, with which its ciphertexts begin.
    package let id: [UInt8]
    /// The key of the hashes that the database stores instead of codes of the former system.
    package let legacyKey: HMACKey
    /// The key of row seals (`RowSeal.swift`).
    let sealKey: HMACKey
    private let secret: [UInt8]
    private let uses = DerivedKeys()

    init(id: [UInt8], secret: [UInt8]) throws(CryptoError) {
        self.id = id
        self.secret = secret
        legacyKey = HMACKey(
            try HKDF.derive(from: secret, info: Array("saorg/legacy/1".utf8), count: 32)
        )
        sealKey = HMACKey(
            try HKDF.derive(from: secret, info: Array("saorg/seal/1".utf8), count: 32)
        )
    }

    /// Returns an independent key of 32 bytes for a named use; the program has a few uses, each derived once.
    package func derived(for use: String) throws(CryptoError) -> [UInt8] {
        try derivedKey(for: use).bytes
    }

    /// Returns the same key, prepared for keyed hashes.
    package func hashKey(for use: String) throws(CryptoError) -> HMACKey {
        try derivedKey(for: use).hash
    }

    private func derivedKey(for use: String) throws(CryptoError) -> DerivedKeys.Key {
        if let known = uses.known(use) { return known }
        let bytes = try HKDF.derive(from: secret, info: Array(use.utf8), count: 32)
        let key = DerivedKeys.Key(bytes: bytes, hash: HMACKey(bytes))
        uses.keep(key, for: use)
        return key
    }

    /// Encrypts, and returns id ‖ nonce ‖ ciphertext ‖ tag.
    ///
    /// Each `use` has its own derived key. The associated data names table, column and row of the bytes (the bytes of a
    /// `RowStatement`), so that no ciphertext can replace another one.
    ///
    /// - Throws: `CryptoError.library`.
    package func seal(
        _ plaintext: [UInt8],
        for use: String = documents,
        authenticating data: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let nonce = Random.bytes(AESGCM.nonceCount)
        let sealed = try AESGCM.seal(
            plaintext,
            key: derived(for: use),
            nonce: nonce,
            authenticating: data
        )
        return id + nonce + sealed
    }

    /// Decrypts a result of `seal` of this key.
    ///
    /// - Throws: `notAuthentic` for any other bytes, use or associated data.
    package func open(
        _ sealed: [UInt8],
        for use: String = documents,
        authenticating data: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let start = id.count + AESGCM.nonceCount
        guard sealed.count > start, sealed.starts(with: id) else { throw .notAuthentic }
        return try AESGCM.open(
            Array(sealed[start...]),
            key: derived(for: use),
            nonce: Array(sealed[id.count..<start]),
            authenticating: data
        )
    }

    /// The use of documents at rest.
    package static let documents = "saorg/data/1"
}

/// The keys that were derived from a data key so far, by their use: a derivation costs several hashes, and every encrypted
/// column needs one.
private final class DerivedKeys: Sendable {
    struct Key: Sendable {
        let bytes: [UInt8]
        let hash: HMACKey
    }

    private let keys = Mutex<[String: Key]>([:])

    func known(_ use: String) -> Key? { keys.withLock { $0[use] } }

    func keep(_ key: Key, for use: String) { keys.withLock { $0[use] = key } }
}
