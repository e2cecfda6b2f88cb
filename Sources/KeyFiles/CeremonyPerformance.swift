internal import Persian
package import VerifyCore

extension KeyDirectory {
    /// Performs any ceremony: under the directory's lock, in one step, with its line in the log.
    ///
    /// - Returns: the new keyring; it is on disk.
    /// - Throws: `busy` when another ceremony is running; `unrecorded` when the keyring has changed, and
    ///   the log could not be replaced.
    package func perform(_ ceremony: Ceremony) throws(KeyDirectoryError) -> Keyring {
        if case .initialize = ceremony.change { try makeDirectory() }
        let directory = try OpenDirectory(path)
        return try directory.withLock { () throws(KeyDirectoryError) in
            let former = try before(ceremony, in: directory)
            let keyring = try KeyDirectoryError.translating { () throws(KeyringError) in
                try ceremony.result(
                    from: former.keyring,
                    reached: former.log?.lastSerial ?? 0,
                    kek: former.kek
                )
            }
            var log = ceremony.change.beginsLog ? nil : former.log
            if log?.tip == nil, !ceremony.change.beginsLog {
                log = (log ?? CeremonyLog()).adding(
                    .init(ceremony, word: CeremonyLog.upgradeWord, of: former.keyring),
                    kek: former.kek
                )
            }
            let line = CeremonyLog.Entry(ceremony, from: former.keyring, to: keyring)
            let newLog = (log ?? CeremonyLog()).adding(line, kek: former.kek)
            try write(keyring, newLog, after: former, ceremony.change, in: directory)
            return keyring
        }
    }
}

extension KeyDirectory {
    /// The state that a ceremony changes.
    private func before(
        _ ceremony: Ceremony,
        in directory: borrowing OpenDirectory
    ) throws(KeyDirectoryError) -> Opened {
        switch ceremony.change {
        case .initialize(let realm):
            try prepare(directory)
            let kek = try firstKEK(isGuarded: realm == .production, in: directory)
            return Opened(keyring: Keyring(), kek: kek, log: nil, logIsDraft: false)
        case .newLog:
            let state = try state(in: directory)
            return try open(state, in: directory, checksLog: false)
        case .stage, .activate, .rotate, .retire, .compromise, .administration:
            let state = try agreedState(in: directory)
            let opened = try open(state, in: directory)
            if opened.logIsDraft {
                // The last ceremony was killed after its keyring.json was in place: this is its last step.
                let former = try directory.read(CeremonyLog.fileName)?.bytes ?? []
                if opened.log?.bytes.starts(with: former) == false {
                    try directory.setAside(CeremonyLog.fileName)
                }
                try directory.publishDraft(of: CeremonyLog.fileName)
                try directory.sync()
            }
            return opened
        }
    }

    /// Writes new key files, the log's draft, keyring.json and the log, in this order.
    ///
    /// A kill before keyring.json leaves the former keyring with files that are ignored. A kill after it
    /// leaves the new keyring with the log's draft, which `load` accepts and the next ceremony puts in
    /// place: keyring.json names the MAC of the line that it belongs to.
    private func write(
        _ keyring: Keyring,
        _ log: CeremonyLog,
        after former: Opened,
        _ change: Ceremony.Change,
        in directory: borrowing OpenDirectory
    ) throws(KeyDirectoryError) {
        for name in try directory.names() where name.hasSuffix(OpenDirectory.draftSuffix) {
            try directory.remove(name)
        }
        let files = keyring.files(sealedBy: former.kek, log: log.tip)
        let known = Set(former.keyring.facts.map(\.fileName) + [Keyring.factsFileName])
        for name in files.keys.sorted() where !known.contains(name) {
            // Never overwritten: codes may have been made with the key of an interrupted ceremony.
            try directory.setAside(name)
            try directory.replace(name, with: files[name] ?? [])
        }
        try directory.writeDraft(of: CeremonyLog.fileName, log.bytes)
        // On disk before keyring.json is: a power failure must not leave a keyring without its line.
        try directory.sync()
        try directory.replace(Keyring.factsFileName, with: files[Keyring.factsFileName] ?? [])
        do {
            try directory.sync()
            if change.beginsLog { try directory.setAside(CeremonyLog.fileName) }
            try directory.publishDraft(of: CeremonyLog.fileName)
            try directory.sync()
        } catch {
            throw .unrecorded(path: path, reason: error.description)
        }
    }
}

extension CeremonyLog.Entry {
    /// The line of a ceremony: the keys that it changed.
    fileprivate init(_ ceremony: Ceremony, from former: Keyring, to keyring: Keyring) {
        self.init(
            at: ceremony.time,
            by: ceremony.actor,
            word: ceremony.change.step.rawValue,
            serial: keyring.serial,
            // A new log begins with the state of every key.
            keys: ceremony.change.beginsLog
                ? keyring.facts : keyring.facts.filter { !former.facts.contains($0) }
        )
    }

    /// A line about every key as it is.
    fileprivate init(_ ceremony: Ceremony, word: String, of keyring: Keyring) {
        self.init(
            at: ceremony.time,
            by: ceremony.actor,
            word: word,
            serial: keyring.serial,
            keys: keyring.facts
        )
    }
}
