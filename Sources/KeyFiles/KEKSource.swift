internal import Glibc
internal import VerifyCore

/// The place from which a key directory's key-encryption key (KEK) comes; `Keys/README.md` compares them.
package enum KEKSource: Sendable {
    /// A file of 32 bytes, or of 64 hexadecimal digits, that only its owner may read.
    case file(String)
    /// A credential of systemd, which protects the credential's directory itself.
    case credential(String)
    /// A passphrase, through scrypt.
    case passphrase([UInt8])
    /// The file `kek` in the key directory: for trials only, since a copy of the directory then contains
    /// everything.
    case inDirectory

    /// The name of the file in the key directory.
    package static let fileName = "kek"
    /// The name of systemd's credential (LoadCredentialEncrypted=sehat-kek:…).
    package static let credentialName = "sehat-kek"

    /// Selects the source: a named file, then a credential of systemd, then the file in the key directory.
    package static func found(file: String?, environment: [String: String]) -> KEKSource {
        if let file, !file.isEmpty { return .file(file) }
        if let directory = environment["CREDENTIALS_DIRECTORY"] {
            let path = "\(directory)/\(credentialName)"
            if FileStatus(following: path) != nil { return .credential(path) }
        }
        return .inDirectory
    }
}

extension KEKSource {
    /// Whether an operator types it.
    package var isPassphrase: Bool {
        if case .passphrase = self { true } else { false }
    }

    /// Reads or derives the key.
    ///
    /// `derivation` has the parameters of a passphrase in keyring.json, nil when the keyring has none;
    /// `isGuarded` requires that the file is closed to other users than its owner.
    func key(
        in directory: borrowing OpenDirectory,
        derivation: PassphraseDerivation?,
        isGuarded: Bool
    ) throws(KeyDirectoryError) -> KeyEncryptionKey {
        if (derivation != nil) != isPassphrase {
            throw .keyring(.passphrase(isNeeded: derivation != nil))
        }
        switch self {
        case .file(let path):
            let owners: Set<UInt32> = [0, geteuid(), directory.status.owner]
            return try Self.key(at: path, Self.read(path, owners: owners), isGuarded: isGuarded)
        case .credential(let path):
            return try Self.key(at: path, Self.read(path, owners: nil), isGuarded: false)
        case .inDirectory:
            return try Self.key(
                at: directory.file(Self.fileName),
                directory.read(Self.fileName),
                isGuarded: isGuarded
            )
        case .passphrase(let bytes):
            return try KeyDirectoryError.translating { () throws(KeyringError) in
                try KeyEncryptionKey(passphrase: bytes, derivation ?? PassphraseDerivation())
            }
        }
    }

    /// Reads a file outside of the key directory; links are followed, as container platforms mount secrets
    /// through them.
    private static func read(
        _ path: String,
        owners: Set<UInt32>?
    ) throws(KeyDirectoryError) -> OpenDirectory.Contents? {
        let requirements = PlainFile.Requirements(owners: owners, allowsLinks: true)
        guard
            let file = try PlainFile(
                path,
                at: AT_FDCWD,
                path: path,
                flags: O_RDONLY,
                requirements
            )
        else { return nil }
        return .init(path: path, bytes: try file.bytes(), status: file.status)
    }

    private static func key(
        at path: String,
        _ file: OpenDirectory.Contents?,
        isGuarded: Bool
    ) throws(KeyDirectoryError) -> KeyEncryptionKey {
        guard let file else { throw .noKeyEncryptionKey(path: path) }
        if isGuarded { try file.status.requireOwnerOnly(path) }
        var key = file.bytes
        if key.count != KeyEncryptionKey.count {
            let digits = String(decoding: key, as: UTF8.self).filter { !$0.isWhitespace }
            guard let decoded = try? Hex.decode(digits), decoded.count == KeyEncryptionKey.count
            else { throw .keyEncryptionKeyFormat(path: path) }
            key = decoded
        }
        return try KeyDirectoryError.translating { () throws(KeyringError) in
            try KeyEncryptionKey(key)
        }
    }
}
