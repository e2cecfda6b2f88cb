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
    }

    /// A keyring with one active key a purpose.
    package static func new(
        realm: Realm = .production,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(Keyring(), realm: realm, kek: kek, at: now)
        for purpose in Purpose.allCases { try change.add(purpose, .active) }
        return try change.keyring()
    }

    /// A keyring for one process: a data key that nobody else will ever have, and none that makes degrees.
    ///
    /// What it seals nobody else believes, so it is for work that begins and ends in this process.
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

    /// Makes a key of a purpose that is published but makes nothing yet.
    package func staging(
        _ purpose: Purpose,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        try change.add(purpose, .staged)
        return try change.keyring()
    }

    /// Lets a staged key make from now on; the key that did so only verifies.
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

    /// Makes a key and lets it make at once.
    package func rotating(
        _ purpose: Purpose,
        kek: KeyEncryptionKey,
        at now: Timestamp
    ) throws(KeyringError) -> Keyring {
        var change = KeyringChange(self, realm: realm, kek: kek, at: now)
        change.activate(try change.add(purpose, .staged))
        return try change.keyring()
    }

    /// Ends the use of a key that does not make anything.
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

    /// Marks a key as known to others since a moment.
    ///
    /// When it is the active one, the newest staged key of its purpose takes its place, or a new one: each
    /// purpose always has one active key. Marking again moves the moment.
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
