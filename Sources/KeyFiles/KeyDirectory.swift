package import VerifyCore

/// A keyring on disk: a directory of 0700 with files of 0600, one a key, and keyring.json (design §5).
///
/// Key files never change once they are there, and keyring.json changes in one step, so that whoever reads
/// while a ceremony is held, or after it was killed, sees the keyring of before or of after.
package struct KeyDirectory: Sendable {
    /// Where it is.
    package let path: String
    let kek: KEKSource
    let allowsDevelopmentKeys: Bool

    /// A directory that may not be there yet.
    ///
    /// Only where development keys are allowed are they opened, and then with any permissions: git does
    /// not keep 0600, and everybody has them anyway.
    package init(path: String, kek: KEKSource, allowsDevelopmentKeys: Bool = false) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.kek = kek
        self.allowsDevelopmentKeys = allowsDevelopmentKeys
    }

    /// Tells whether the keyring is another one than before; cheap, for looking every few seconds.
    package struct Fingerprint: Sendable, Equatable {
        fileprivate let facts: FileStatus
    }

    /// The fingerprint of keyring.json as it is now.
    package func fingerprint() throws(KeyDirectoryError) -> Fingerprint {
        guard let facts = FileStatus(file(Keyring.factsFileName)) else {
            throw .absent(path: path)
        }
        return Fingerprint(facts: facts)
    }

    /// Reads, checks and opens the keyring; one that ceremony.log has gone past is refused.
    package func load() throws(KeyDirectoryError) -> Keyring {
        try open().keyring
    }

    /// What keyring.json says before it is checked: whether a passphrase is needed, whose keys they are.
    package func outline() throws(KeyDirectoryError) -> Keyring.Outline {
        try outline(of: facts())
    }
}

extension KeyDirectory {
    func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// The keyring with the key that opened it.
    func open() throws(KeyDirectoryError) -> (keyring: Keyring, kek: KeyEncryptionKey) {
        // The log first: a ceremony that is held meanwhile writes it last.
        let reached = try log.reached()
        let facts = try facts()
        let outline = try outline(of: facts)
        if outline.realm == .development, !allowsDevelopmentKeys {
            throw .developmentKeys(path: path)
        }
        let isGuarded = outline.realm == .production
        if isGuarded { try requireOwnerOnly(Keyring.factsFileName, outline.fileNames) }
        var files = [Keyring.factsFileName: facts]
        for name in outline.fileNames where FileStatus.exists(file(name)) {
            files[name] = try DurableFile.read(file(name))
        }
        let kek = try kek.key(in: path, derivation: outline.derivation, isGuarded: isGuarded)
        let keyring = try KeyDirectoryError.translating { () throws(KeyringError) in
            try Keyring(files: files, kek: kek)
        }
        guard reached <= keyring.serial else {
            throw .older(path: path, serial: keyring.serial, reached: reached)
        }
        return (keyring, kek)
    }

    private func facts() throws(KeyDirectoryError) -> [UInt8] {
        try FileStatus.require(file(Keyring.factsFileName), orThrow: .absent(path: path))
        return try DurableFile.read(file(Keyring.factsFileName))
    }

    private func outline(of facts: [UInt8]) throws(KeyDirectoryError) -> Keyring.Outline {
        try KeyDirectoryError.translating { () throws(KeyringError) in
            try Keyring.Outline(files: [Keyring.factsFileName: facts])
        }
    }

    private func requireOwnerOnly(
        _ facts: String,
        _ keys: [String]
    ) throws(KeyDirectoryError) {
        try FileStatus.requireOwnerOnly(path)
        for name in [facts] + keys where FileStatus.exists(file(name)) {
            try FileStatus.requireOwnerOnly(file(name))
        }
    }
}
