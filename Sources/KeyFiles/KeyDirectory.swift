package import VerifyCore

/// A keyring on disk: a directory of mode 0700 with files of 0600, one for each key, and keyring.json.
///
/// Key files never change once they exist, and keyring.json changes in one step, so that a reader during a
/// ceremony, or after a killed one, sees the keyring before it or after it. `Keys/README.md` describes the
/// files, `docs/formats/ceremony-log.md` the log.
package struct KeyDirectory: Sendable {
    /// The directory's path, without a slash at its end.
    package let path: String
    let kek: KEKSource
    let allowsDevelopmentKeys: Bool

    /// A directory that may not exist yet.
    ///
    /// With `allowsDevelopmentKeys` keys of the development realm are opened, which are public. Their
    /// permissions are not checked, because git does not keep 0600.
    package init(path: String, kek: KEKSource, allowsDevelopmentKeys: Bool = false) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.kek = kek
        self.allowsDevelopmentKeys = allowsDevelopmentKeys
    }

    /// The identity of a keyring.json: it differs when the keyring may have changed.
    package struct Fingerprint: Sendable, Equatable {
        fileprivate let facts: FileStatus
    }

    /// Returns the fingerprint of the present keyring.json: one system call, to be repeated every few seconds.
    package func fingerprint() throws(KeyDirectoryError) -> Fingerprint {
        guard let facts = try OpenDirectory(path).status(of: Keyring.factsFileName) else {
            throw .absent(path: path)
        }
        return Fingerprint(facts: facts)
    }

    /// Reads, checks and opens the keyring.
    ///
    /// - Throws: among others `older`, `logMissing`, `logCut` and `logChanged`, when keyring.json and
    ///   ceremony.log do not belong together; each has a hint with the way out.
    package func load() throws(KeyDirectoryError) -> Keyring {
        let directory = try OpenDirectory(path)
        return try open(agreedState(in: directory), in: directory).keyring
    }

    /// Returns what keyring.json contains, before its MAC is checked: whether a passphrase is needed, and
    /// the realm.
    package func outline() throws(KeyDirectoryError) -> Keyring.Outline {
        try facts(in: OpenDirectory(path)).outline
    }

    /// Returns the faults of a log that do not stop the keyring from opening, one sentence each.
    ///
    /// They can only be in lines of former versions, which have no MAC.
    package func logProblems() throws(KeyDirectoryError) -> [String] {
        let directory = try OpenDirectory(path)
        let opened = try open(agreedState(in: directory), in: directory)
        guard let log = opened.log else { return ["\(CeremonyLog.fileName) is missing"] }
        return log.problems(serial: opened.keyring.serial)
    }
}

extension KeyDirectory {
    /// The files that have to agree, as they were read; nothing is verified yet.
    struct State {
        let facts: OpenDirectory.Contents
        let outline: Keyring.Outline
        let log: CeremonyLog?
        /// Whether the log is the draft that a killed ceremony left.
        let logIsDraft: Bool
    }

    /// An opened keyring, with the key that opened it and the log that belongs to it.
    struct Opened {
        let keyring: Keyring
        let kek: KeyEncryptionKey
        let log: CeremonyLog?
        let logIsDraft: Bool
    }

    /// Reads keyring.json and the log until they belong together.
    ///
    /// A ceremony replaces one after the other, so a reader can meet the two in between. Three attempts
    /// suffice: a ceremony takes longer than a reader needs for two files.
    func agreedState(
        in directory: borrowing OpenDirectory
    ) throws(KeyDirectoryError) -> State {
        for _ in 1...2 {
            let state = try state(in: directory)
            if state.fault(path) == nil { return state }
        }
        let state = try state(in: directory)
        if let fault = state.fault(path) { throw fault }
        return state
    }

    /// Reads keyring.json and the log once.
    func state(in directory: borrowing OpenDirectory) throws(KeyDirectoryError) -> State {
        let log = try directory.read(CeremonyLog.fileName).map { CeremonyLog($0.bytes) }
        let (facts, outline) = try facts(in: directory)
        if let tip = outline.log, log?.tip != tip {
            let name = CeremonyLog.fileName + OpenDirectory.draftSuffix
            let draft = try directory.read(name).map { CeremonyLog($0.bytes) }
            if let draft, draft.tip == tip {
                return State(facts: facts, outline: outline, log: draft, logIsDraft: true)
            }
        }
        return State(facts: facts, outline: outline, log: log, logIsDraft: false)
    }

    /// Opens the keyring of a state and verifies its log.
    func open(
        _ state: State,
        in directory: borrowing OpenDirectory,
        checksLog: Bool = true
    ) throws(KeyDirectoryError) -> Opened {
        let outline = state.outline
        if outline.realm == .development, !allowsDevelopmentKeys {
            throw .developmentKeys(path: path)
        }
        let isGuarded = outline.realm == .production
        if isGuarded {
            try directory.status.requireOwnerOnly(path)
            try state.facts.status.requireOwnerOnly(state.facts.path)
        }
        var files = [Keyring.factsFileName: state.facts.bytes]
        for name in outline.fileNames {
            guard let file = try directory.read(name) else { continue }
            if isGuarded { try file.status.requireOwnerOnly(file.path) }
            files[name] = file.bytes
        }
        let kek = try kek.key(in: directory, derivation: outline.derivation, isGuarded: isGuarded)
        let keyring = try KeyDirectoryError.translating { () throws(KeyringError) in
            try Keyring(files: files, kek: kek)
        }
        if checksLog, let line = state.log?.firstForgedLine(kek: kek) {
            throw .logChanged(path: path, line: line)
        }
        return Opened(keyring: keyring, kek: kek, log: state.log, logIsDraft: state.logIsDraft)
    }

    private func facts(
        in directory: borrowing OpenDirectory
    ) throws(KeyDirectoryError) -> (file: OpenDirectory.Contents, outline: Keyring.Outline) {
        guard let file = try directory.read(Keyring.factsFileName) else {
            throw .absent(path: path)
        }
        let outline = try KeyDirectoryError.translating { () throws(KeyringError) in
            try Keyring.Outline(files: [Keyring.factsFileName: file.bytes])
        }
        return (file, outline)
    }
}

extension KeyDirectory.State {
    /// Why keyring.json and the log do not belong together; nil when they do.
    func fault(_ path: String) -> KeyDirectoryError? {
        let serial = outline.serial
        guard let log else {
            // An interrupted `init` of a former version left its first keyring without a log.
            return outline.log == nil && serial <= 1 ? nil : .logMissing(path: path, serial: serial)
        }
        let reached = log.lastSerial
        if reached > serial { return .older(path: path, serial: serial, reached: reached) }
        if let tip = outline.log {
            if log.tip == tip { return nil }
            return reached < serial
                ? .logCut(path: path, serial: serial, reached: reached)
                : .logChanged(path: path, line: log.lineCount)
        }
        // Former versions wrote the line last, so that a killed ceremony lacks its own.
        return reached < serial - 1 ? .logCut(path: path, serial: serial, reached: reached) : nil
    }
}
