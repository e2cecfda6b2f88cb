/// The key that wraps the key files of a keyring and authenticates keyring.json.
///
/// It never encrypts itself: keys are derived from it for wrapping, for the MAC of keyring.json, for the
/// MACs of the ceremony log and for the MAC of the serial number in the database.
package struct KeyEncryptionKey: Sendable {
    /// Its length in bytes.
    package static let count = 32

    /// How it was derived from a passphrase; nil for random bytes.
    package let derivation: PassphraseDerivation?
    /// A derived id, which reveals nothing about the key; keyring.json contains it.
    let id: String
    let macKey: HMACKey
    /// The key of the MACs in the ceremony log (`docs/formats/ceremony-log.md`).
    package let logKey: HMACKey
    /// The key of the MAC of a keyring's serial number in the database.
    let serialKey: HMACKey
    private let wrappingKey: [UInt8]

    /// Creates the key of 32 random bytes.
    ///
    /// - Throws: `keyEncryptionKeyLength`.
    package init(_ bytes: [UInt8]) throws(KeyringError) {
        try self.init(bytes, nil)
    }

    /// Derives the key from a passphrase; takes some hundred milliseconds on purpose.
    ///
    /// - Throws: `KeyringError.crypto`.
    package init(
        passphrase: [UInt8],
        _ derivation: PassphraseDerivation
    ) throws(KeyringError) {
        let bytes: [UInt8]
        do { bytes = try derivation.key(from: passphrase) } catch { throw .crypto(error) }
        try self.init(bytes, derivation)
    }

    private init(_ bytes: [UInt8], _ derivation: PassphraseDerivation?) throws(KeyringError) {
        guard bytes.count == Self.count else { throw .keyEncryptionKeyLength(bytes.count) }
        func derived(_ use: String, _ count: Int) throws(KeyringError) -> [UInt8] {
            do {
                return try HKDF.derive(
                    from: bytes,
                    info: Array("saorg/keyring/\(use)/1".utf8),
                    count: count
                )
            } catch { throw .crypto(error) }
        }
        self.derivation = derivation
        id = Hex.encode(try derived("id", 8))
        macKey = HMACKey(try derived("mac", Self.count))
        logKey = HMACKey(try derived("log", Self.count))
        serialKey = HMACKey(try derived("serial", Self.count))
        wrappingKey = try derived("wrap", Self.count)
    }
}

extension KeyEncryptionKey {
    private static let format = "sehat-key/1"

    /// Returns the bytes of a key file: the secret under AES-256-GCM, bound to file name, purpose and id.
    func wrap(_ secret: [UInt8], as facts: KeyFacts) throws(KeyringError) -> [UInt8] {
        let nonce = Random.bytes(AESGCM.nonceCount)
        do {
            let sealed = try AESGCM.seal(
                secret,
                key: wrappingKey,
                nonce: nonce,
                authenticating: Self.binding(facts)
            )
            let json: JSON = [
                "format": .string(Self.format), "purpose": .string(facts.purpose.rawValue),
                "id": .string(facts.id), "nonce": .string(Hex.encode(nonce)),
                "sealed": .string(Hex.encode(sealed)),
            ]
            return json.encoded() + [UInt8(ascii: "\n")]
        } catch { throw .crypto(error) }
    }

    /// Returns the secret in a key file.
    ///
    /// - Throws: `format`, or `changed` when the file is not the one of these facts.
    func unwrap(_ file: [UInt8], as facts: KeyFacts) throws(KeyringError) -> [UInt8] {
        guard let json = try? JSON(parsing: file), json["format"]?.string == Self.format,
            let nonce = json["nonce"]?.string.flatMap({ try? Hex.decode($0) }),
            let sealed = json["sealed"]?.string.flatMap({ try? Hex.decode($0) })
        else { throw .format(file: facts.fileName) }
        do {
            return try AESGCM.open(
                sealed,
                key: wrappingKey,
                nonce: nonce,
                authenticating: Self.binding(facts)
            )
        } catch { throw .changed(file: facts.fileName) }
    }

    /// Returns the associated data, each part after its length.
    private static func binding(_ facts: KeyFacts) -> [UInt8] {
        [format, facts.fileName, facts.purpose.rawValue, facts.id].flatMap { part in
            [UInt8(part.utf8.count)] + part.utf8
        }
    }
}
