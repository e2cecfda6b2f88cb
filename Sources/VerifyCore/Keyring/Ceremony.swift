package import Persian

extension Keyring {
    /// A change of the keyring, as the ceremony log and the command line name it.
    package enum Step: String, Sendable, CaseIterable {
        /// The first keys.
        case initialize = "init"
        /// A new key that is not used yet.
        case stage
        /// A staged key becomes the active one; the former active key only verifies.
        case activate
        /// Stage and activate in one step.
        case rotate
        /// A key is permanently out of use.
        case retire
        /// A key is known to an attacker.
        case compromise
        /// The ceremony log begins again.
        case newLog = "new-log"
        /// The first two root administrators were made.
        case bootstrap
        /// Another root administrator was made where none could act.
        case breakGlass = "break-glass"
        /// Rows that a compromised data key sealed were reviewed and sealed again.
        case reseal
    }

    /// Makes a keyring with one active key per purpose.
    ///
    /// - Throws: `KeyringError.crypto`.
    package static func new(
        realm: Realm = .production,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(Keyring(), realm: realm, kek: kek, at: now)
        for purpose in Purpose.allCases { try change.add(purpose, .active) }
        return try change.keyring()
    }

    /// Makes a keyring for one process: a random data key, and no key that issues degrees.
    ///
    /// No other process can verify its seals, so it is for work that begins and ends in this process.
    ///
    /// - Throws: `KeyringError.crypto`.
    package static func transient(at now: Timestamp) throws(KeyringError) -> Keyring {
        let kek = try KeyEncryptionKey(Random.bytes(KeyEncryptionKey.count))
        var change = KeyringChange(Keyring(), realm: .production, kek: kek, at: now)
        try change.add(.data, .active)
        return try change.keyring()
    }

    /// The same keys with a serial number above a former one, whose keyring.json is lost.
    ///
    /// Where `reached` is above 2⁴⁰ it is taken as 2⁴⁰, so that a forged log cannot exhaust the numbers.
    package func renumbered(
        above reached: Int64,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        let reached = min(reached, 1 << 40)
        return try KeyringChange(self, realm: realm, kek: kek, above: reached, at: now).keyring()
    }

    /// Returns the keyring with one more key, which is published but not used yet.
    ///
    /// - Throws: `KeyringError`.
    package func staging(
        _ purpose: Purpose,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        try change.add(purpose, .staged)
        return try change.keyring()
    }

    /// Returns the keyring in which a staged key is active; the former active key only verifies.
    ///
    /// - Throws: `noSuchKey`, or `notAllowed` when the key is not staged.
    package func activating(
        _ id: String,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        let key = try change.key(id)
        guard key.state == .staged else {
            throw .notAllowed(.activate, id: id, state: key.state)
        }
        change.activate(key)
        return try change.keyring()
    }

    /// Returns the keyring with a new active key; the former active key only verifies.
    ///
    /// - Throws: `KeyringError`.
    package func rotating(
        _ purpose: Purpose,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        change.activate(try change.add(purpose, .staged))
        return try change.keyring()
    }

    /// Returns the keyring in which a staged or verify-only key is retired.
    ///
    /// - Throws: `noSuchKey`, or `notAllowed` when the key is in another state.
    package func retiring(
        _ id: String,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        let key = try change.key(id)
        guard key.state == .staged || key.state == .verifyOnly else {
            throw .notAllowed(.retire, id: id, state: key.state)
        }
        change.set(key, .retired)
        return try change.keyring()
    }

    /// Returns the keyring in which a key is compromised since a moment.
    ///
    /// If the key was active, the newest staged key of its purpose replaces it, or else a new key: each purpose
    /// always has one active key. Marking a key again replaces the moment.
    ///
    /// - Throws: `noSuchKey`.
    package func compromising(
        _ id: String,
        since: Timestamp,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        let key = try change.key(id)
        change.set(key, .compromised(since: since))
        if key.state == .active {
            let staged = facts.last { $0.purpose == key.purpose && $0.state == .staged }
            if let staged {
                change.activate(staged)
            } else {
                change.activate(try change.add(key.purpose, .staged))
            }
        }
        return try change.keyring()
    }
}
