internal import Glibc
internal import VerifyCore

/// What the first ceremony needs before there is a keyring.
extension KeyDirectory {
    /// Creates the directory and those above it, closed to other users.
    func makeDirectory() throws(KeyDirectoryError) {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made +=
                made.isEmpty && part.isEmpty
                ? "/" : made.hasSuffix("/") || made.isEmpty ? "\(part)" : "/\(part)"
            guard !part.isEmpty, FileStatus(following: made) == nil else { continue }
            guard unsafe mkdir(made, 0o700) == 0 || errno == EEXIST else { throw .last(made) }
        }
    }

    /// Refuses a directory that holds keys: a lost keyring.json must not lead to lost keys.
    func prepare(_ directory: borrowing OpenDirectory) throws(KeyDirectoryError) {
        try directory.status.requireOwnerOnly(path)
        guard directory.status(of: Keyring.factsFileName) == nil else {
            throw .exists(path: path)
        }
        let leftovers = try directory.names().filter { $0.hasSuffix(Keyring.keyFileSuffix) }
        guard leftovers.isEmpty else { throw .leftovers(path: path, files: leftovers.sorted()) }
    }

    /// The key-encryption key; creates the file `kek` where the key is kept there and does not exist yet.
    func firstKEK(
        isGuarded: Bool,
        in directory: borrowing OpenDirectory
    ) throws(KeyDirectoryError) -> KeyEncryptionKey {
        if case .inDirectory = kek, directory.status(of: KEKSource.fileName) == nil {
            let text = Hex.encode(Random.bytes(KeyEncryptionKey.count)) + "\n"
            try directory.replace(KEKSource.fileName, with: Array(text.utf8))
        }
        let derivation = kek.isPassphrase ? PassphraseDerivation() : nil
        return try kek.key(in: directory, derivation: derivation, isGuarded: isGuarded)
    }
}
