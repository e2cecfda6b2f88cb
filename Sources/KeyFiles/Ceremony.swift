package import Persian
package import VerifyCore

/// A change of the keyring as a value: what is done to which key, by whom, and when.
package struct Ceremony: Sendable, Hashable {
    /// What is done.
    package let change: Change
    /// The operator: a user's name of the system, or a person's.
    package let actor: String
    /// When it is performed.
    package let time: Timestamp

    /// A ceremony that ``KeyDirectory/perform(_:)`` can perform.
    package init(_ change: Change, by actor: String, at time: Timestamp) {
        self.change = change
        self.actor = actor
        self.time = time
    }

    /// What a ceremony does, with the key or the purpose that it concerns.
    package enum Change: Sendable, Hashable {
        /// Creates the directory with one active key for each purpose.
        case initialize(Keyring.Realm)
        /// Creates a key that is published but not used yet.
        case stage(Keyring.Purpose)
        /// Makes a staged key the active one; the former active key only verifies.
        case activate(id: String)
        /// Creates a key and makes it the active one.
        case rotate(Keyring.Purpose)
        /// Retires a key permanently.
        case retire(id: String)
        /// Marks a key as known to an attacker since a time; what it made is rejected.
        case compromise(id: String, since: Timestamp)
        /// Begins a new ceremony log where the former one, or the newest keyring.json, is lost permanently.
        ///
        /// The serial number becomes higher than `above`, the highest one that a database has seen.
        case newLog(above: Int64)
        /// Records what was done to persons and roles at the machine with the keys; no key changes.
        case administration(Administration)
    }
}

extension Ceremony {
    /// What an operator does to persons and roles directly, without the confirmation of another person.
    package enum Administration: Sendable, Hashable {
        /// The first two root administrators.
        case bootstrap
        /// Another root administrator where none can act.
        case breakGlass
        /// Trust in rows that a compromised data key sealed, after two administrators reviewed them.
        case reseal
    }
}

extension Ceremony.Change {
    /// The word for it in the log.
    var step: Keyring.Step {
        switch self {
        case .initialize: .initialize
        case .stage: .stage
        case .activate: .activate
        case .rotate: .rotate
        case .retire: .retire
        case .compromise: .compromise
        case .newLog: .newLog
        case .administration(.bootstrap): .bootstrap
        case .administration(.breakGlass): .breakGlass
        case .administration(.reseal): .reseal
        }
    }

    /// Whether the former log is set aside.
    var beginsLog: Bool {
        switch self {
        case .initialize, .newLog: true
        case .stage, .activate, .rotate, .retire, .compromise, .administration: false
        }
    }
}

extension Ceremony {
    /// The keyring after the ceremony; `reached` is the highest serial number in the log before it.
    func result(
        from keyring: Keyring,
        reached: Int64,
        kek: KeyEncryptionKey
    ) throws(KeyringError) -> Keyring {
        switch change {
        case .initialize(let realm): try .new(realm: realm, kek: kek, at: time)
        case .stage(let purpose): try keyring.staging(purpose, kek: kek, at: time)
        case .activate(let id): try keyring.activating(id, kek: kek, at: time)
        case .rotate(let purpose): try keyring.rotating(purpose, kek: kek, at: time)
        case .retire(let id): try keyring.retiring(id, kek: kek, at: time)
        case .compromise(let id, let since):
            try keyring.compromising(id, since: since, kek: kek, at: time)
        case .newLog(let seen):
            try keyring.renumbered(above: max(reached, seen), kek: kek, at: time)
        case .administration: try keyring.renumbered(above: reached, kek: kek, at: time)
        }
    }
}
