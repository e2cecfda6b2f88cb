internal import Glibc
package import Persian
package import VerifyCore

/// The ceremonies: each takes the lock, changes the keyring in one step, and writes its line in the log.
///
/// `by` is who holds it, in words of the system or of a person; `now` is when.
extension KeyDirectory {
    /// Makes a key that is published but makes nothing yet.
    package func stage(
        _ purpose: Keyring.Purpose,
        by actor: String,
        at now: Timestamp
    ) throws(KeyDirectoryError) -> Keyring {
        try hold(.stage, actor, now) { keyring, kek throws(KeyringError) in
            try keyring.staging(purpose, kek: kek, at: now)
        }
    }

    /// Lets a staged key make from now on.
    package func activate(
        _ id: String,
        by actor: String,
        at now: Timestamp
    ) throws(KeyDirectoryError) -> Keyring {
        try hold(.activate, actor, now) { keyring, kek throws(KeyringError) in
            try keyring.activating(id, kek: kek, at: now)
        }
    }

    /// Makes a key that makes from now on.
    package func rotate(
        _ purpose: Keyring.Purpose,
        by actor: String,
        at now: Timestamp
    ) throws(KeyDirectoryError) -> Keyring {
        try hold(.rotate, actor, now) { keyring, kek throws(KeyringError) in
            try keyring.rotating(purpose, kek: kek, at: now)
        }
    }

    /// Ends the use of a key.
    package func retire(
        _ id: String,
        by actor: String,
        at now: Timestamp
    ) throws(KeyDirectoryError) -> Keyring {
        try hold(.retire, actor, now) { keyring, kek throws(KeyringError) in
            try keyring.retiring(id, kek: kek, at: now)
        }
    }

    /// Marks a key as known to others since a moment.
    package func compromise(
        _ id: String,
        since: Timestamp,
        by actor: String,
        at now: Timestamp
    ) throws(KeyDirectoryError) -> Keyring {
        try hold(.compromise, actor, now) { keyring, kek throws(KeyringError) in
            try keyring.compromising(id, since: since, kek: kek, at: now)
        }
    }

    /// What is wrong with the ceremony log, in words.
    package func logProblems() throws(KeyDirectoryError) -> [String] {
        try log.problems(reaching: load().serial)
    }
}

extension KeyDirectory {
    var log: CeremonyLog {
        CeremonyLog(file(CeremonyLog.fileName), owner: FileStatus(path))
    }

    private func hold(
        _ ceremony: Keyring.Ceremony,
        _ actor: String,
        _ now: Timestamp,
        _ change: (Keyring, KeyEncryptionKey) throws(KeyringError) -> Keyring
    ) throws(KeyDirectoryError) -> Keyring {
        try FileStatus.require(path, orThrow: .absent(path: path))
        return try DirectoryLock.holding(path) { () throws(KeyDirectoryError) in
            let (former, key) = try open()
            try recordWhatWasKilled(former, actor, now)
            let keyring = try KeyDirectoryError.translating { () throws(KeyringError) in
                try change(former, key)
            }
            try store(keyring, after: former, key, ceremony, actor, now)
            return keyring
        }
    }

    /// New key files first, then keyring.json, the line in the log last.
    ///
    /// A kill before keyring.json leaves the former keyring, with files that nobody reads; one after it
    /// leaves the new keyring and a log that ends below it, which the next ceremony mends. The log never
    /// reaches further than keyring.json, so that one which does tells of an older keyring.json.
    func store(
        _ keyring: Keyring,
        after former: Keyring,
        _ key: KeyEncryptionKey,
        _ ceremony: Keyring.Ceremony,
        _ actor: String,
        _ now: Timestamp
    ) throws(KeyDirectoryError) {
        try removeDrafts()
        let owner = FileStatus(path)
        let files = keyring.files(sealedBy: key)
        let known = Set(former.facts.map(\.fileName))
        for name in files.keys.sorted() where name != Keyring.factsFileName && !known.contains(name)
        {
            try setAside(name)
            try DurableFile.replace(file(name), with: files[name] ?? [], owner: owner)
        }
        try DurableFile.syncDirectory(path)
        try DurableFile.replace(
            file(Keyring.factsFileName),
            with: files[Keyring.factsFileName] ?? [],
            owner: owner
        )
        // On disk before the log is: a power cut must not leave the log ahead.
        try DurableFile.syncDirectory(path)
        let changed = keyring.facts.filter { !former.facts.contains($0) }
        do {
            try record(ceremony.rawValue, of: changed, serial: keyring.serial, actor, now)
        } catch {
            throw .unrecorded(path: path, reason: error.description)
        }
    }

    /// Adds the line of a ceremony whose keyring stands already.
    private func record(
        _ ceremony: String,
        of keys: [KeyFacts],
        serial: Int64,
        _ actor: String,
        _ now: Timestamp
    ) throws(KeyDirectoryError) {
        try log.append([
            .init("at", .string(now.description)), .init("by", .string(actor)),
            .init("ceremony", .string(ceremony)),
            .init("serial", .integer(serial)),
            .init("keys", .array(keys.map(\.logged))),
        ])
        try DurableFile.syncDirectory(path)
    }

    /// A ceremony that was killed before its line gets one, with the state of every key after it.
    private func recordWhatWasKilled(
        _ keyring: Keyring,
        _ actor: String,
        _ now: Timestamp
    ) throws(KeyDirectoryError) {
        guard try log.reached() < keyring.serial else { return }
        try record("unrecorded", of: keyring.facts, serial: keyring.serial, actor, now)
    }

    /// Removes what killed ceremonies had not finished writing.
    private func removeDrafts() throws(KeyDirectoryError) {
        for name in try names() where name.hasSuffix(DurableFile.draftSuffix) {
            guard unsafe unlink(file(name)) == 0 else { throw .last(file(name)) }
        }
    }

    /// A key file of an interrupted ceremony, or of a keyring that a backup took back, is never overwritten:
    /// codes may have been made with it.
    func setAside(_ name: String) throws(KeyDirectoryError) {
        guard FileStatus.exists(file(name)) else { return }
        var number = 1
        while FileStatus.exists(file("\(name).unknown-\(number)")) { number += 1 }
        let aside = file("\(name).unknown-\(number)")
        guard unsafe rename(file(name), aside) == 0 else { throw .last(aside) }
    }
}

extension KeyFacts {
    /// What the log says of a key.
    fileprivate var logged: JSON {
        ["purpose": .string(purpose.rawValue), "id": .string(id), "state": .string(state.word)]
    }
}
