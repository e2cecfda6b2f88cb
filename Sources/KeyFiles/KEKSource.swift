internal import VerifyCore

/// Where a key directory's key-encryption key comes from (design §5).
package enum KEKSource: Sendable {
    /// A file of 32 bytes, or of 64 hexadecimal digits; nobody but its owner may read it.
    case file(String)
    /// A credential of systemd, which guards its directory itself.
    case credential(String)
    /// A passphrase, through scrypt.
    case passphrase([UInt8])
    /// The file `kek` in the key directory: for trying things out, since whoever copies the directory then
    /// has everything.
    case beside

    /// The name of the file beside the keys.
    package static let fileName = "kek"
    /// The name of systemd's credential (LoadCredentialEncrypted=sehat-kek:…).
    package static let credentialName = "sehat-kek"

    /// Picks the source: a named file, then a credential of systemd, then the file beside the keys.
    package static func found(file: String?, environment: [String: String]) -> KEKSource {
        if let file, !file.isEmpty { return .file(file) }
        if let directory = environment["CREDENTIALS_DIRECTORY"] {
            let path = "\(directory)/\(credentialName)"
            if FileStatus.exists(path) { return .credential(path) }
        }
        return .beside
    }
}

extension KEKSource {
    /// Reads or derives the key; `derivation` is what keyring.json says of a passphrase.
    func key(
        in directory: String,
        derivation: PassphraseDerivation?,
        isGuarded: Bool
    ) throws(KeyDirectoryError) -> KeyEncryptionKey {
        if (derivation != nil) != isPassphrase {
            throw .keyring(.passphrase(isNeeded: derivation != nil))
        }
        switch self {
        case .file(let path): return try Self.read(path, isGuarded: isGuarded)
        case .credential(let path): return try Self.read(path, isGuarded: false)
        case .beside:
            return try Self.read("\(directory)/\(Self.fileName)", isGuarded: isGuarded)
        case .passphrase(let bytes):
            return try KeyDirectoryError.translating { () throws(KeyringError) in
                try KeyEncryptionKey(
                    passphrase: bytes,
                    derivation ?? PassphraseDerivation()
                )
            }
        }
    }

    /// Whether a person types it.
    package var isPassphrase: Bool {
        if case .passphrase = self { true } else { false }
    }

    /// The file that holds the key; nil for a passphrase.
    func path(in directory: String) -> String? {
        switch self {
        case .file(let path), .credential(let path): path
        case .beside: "\(directory)/\(Self.fileName)"
        case .passphrase: nil
        }
    }

    private static func read(
        _ path: String,
        isGuarded: Bool
    ) throws(KeyDirectoryError) -> KeyEncryptionKey {
        try FileStatus.require(path, orThrow: .noKeyEncryptionKey(path: path))
        if isGuarded { try FileStatus.requireOwnerOnly(path) }
        let bytes = try DurableFile.read(path)
        let key: [UInt8]
        if bytes.count == KeyEncryptionKey.count {
            key = bytes
        } else {
            let digits = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
            guard let decoded = try? Hex.decode(digits), decoded.count == KeyEncryptionKey.count
            else { throw .keyEncryptionKeyFormat(path: path) }
            key = decoded
        }
        return try KeyDirectoryError.translating { () throws(KeyringError) in
            try KeyEncryptionKey(key)
        }
    }
}
