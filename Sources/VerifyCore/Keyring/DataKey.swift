/// A key for the data at rest: it encrypts documents, hashes former codes and seals rows.
package struct DataKey: Sendable {
    /// How many bytes name a key.
    static let idCount = 4

    /// The four bytes that ciphertexts name the key by.
    package let id: [UInt8]
    /// The key of the hashes under which codes of the former system are stored.
    package let legacyKey: HMACKey
    /// The key of the seals on rows that lead to issuing.
    let sealKey: HMACKey
    private let secret: [UInt8]

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

    /// Derives an independent key of 32 bytes for a named use.
    package func derived(for use: String) throws(CryptoError) -> [UInt8] {
        try HKDF.derive(from: secret, info: Array(use.utf8), count: 32)
    }

    /// Encrypts; returns id ‖ nonce ‖ ciphertext ‖ tag.
    ///
    /// The associated data says what the bytes are and where they stand, so that none can take another's
    /// place; each use has a key of its own, derived from this one.
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

    /// Decrypts what `seal` made with this key.
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

    /// The use that documents at rest have.
    package static let documents = "saorg/data/1"
}
