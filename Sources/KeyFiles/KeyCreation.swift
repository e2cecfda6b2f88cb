internal import Glibc
package import Persian
package import VerifyCore

/// The first ceremony.
extension KeyDirectory {
    /// Makes the directory with a first keyring of one active key a purpose.
    ///
    /// Where the key-encryption key lies beside the keys and there is none, it is made.
    package func create(
        realm: Keyring.Realm = .production,
        by actor: String,
        at now: Timestamp
    ) throws(KeyDirectoryError) -> Keyring {
        try makeDirectory()
        try FileStatus.requireOwnerOnly(path)
        return try DirectoryLock.holding(path) { () throws(KeyDirectoryError) in
            try requireNothing()
            // Of keys that are gone: the new keyring's serial numbers begin again.
            try setAside(CeremonyLog.fileName)
            let key = try firstKEK(isGuarded: realm == .production)
            let keyring = try KeyDirectoryError.translating { () throws(KeyringError) in
                try Keyring.new(realm: realm, kek: key, at: now)
            }
            try store(keyring, after: Keyring(), key, .initialize, actor, now)
            return keyring
        }
    }
}

extension KeyDirectory {
    /// A lost keyring.json must not lead to lost keys.
    private func requireNothing() throws(KeyDirectoryError) {
        guard !FileStatus.exists(file(Keyring.factsFileName)) else { throw .exists(path: path) }
        let leftovers = try names().filter { $0.hasSuffix(Keyring.keyFileSuffix) }
        guard leftovers.isEmpty else { throw .leftovers(path: path, files: leftovers.sorted()) }
    }

    private func firstKEK(isGuarded: Bool) throws(KeyDirectoryError) -> KeyEncryptionKey {
        if case .beside = kek, !FileStatus.exists(file(KEKSource.fileName)) {
            let text = Hex.encode(Random.bytes(KeyEncryptionKey.count)) + "\n"
            try DurableFile.replace(
                file(KEKSource.fileName),
                with: Array(text.utf8),
                owner: FileStatus(path)
            )
        }
        let derivation = kek.isPassphrase ? PassphraseDerivation() : nil
        return try kek.key(in: path, derivation: derivation, isGuarded: isGuarded)
    }

    private func makeDirectory() throws(KeyDirectoryError) {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made +=
                made.isEmpty && part.isEmpty
                ? "/" : made.hasSuffix("/") || made.isEmpty ? "\(part)" : "/\(part)"
            guard !part.isEmpty, !FileStatus.exists(made) else { continue }
            guard unsafe mkdir(made, 0o700) == 0 || errno == EEXIST else { throw .last(made) }
        }
    }

    /// The names of what lies in the directory.
    func names() throws(KeyDirectoryError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw .last(path) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
            }
            names.append(name)
        }
        return names
    }
}
