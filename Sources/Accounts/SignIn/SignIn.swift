import Persian
import Store
import VerifyCore

/// How persons prove who they are: one-time codes, passwords with a second factor, sessions.
///
/// The tables are not trusted: a reader can neither sign in nor use a session, because secrets are hashed or encrypted; a
/// writer can make neither a credential nor a session, because each row is sealed under the keyring.
package struct SignIn: Sendable {
    /// The persons.
    package let people: People
    let passwords: HashingThreads
    let followSecrets: HashingThreads

    /// Sign-in of persons, with the threads that hash passwords and follow secrets.
    package init(people: People) {
        self.people = people
        passwords = HashingThreads(name: "accounts.password", threads: 2, mostWaiting: 64)
        followSecrets = HashingThreads(name: "accounts.follow", threads: 1, mostWaiting: 32)
    }

    var keys: Keyring { people.keyring.current }
}

/// The limits of casework §10; a limit that the operator may change is in `PeopleSettings`.
extension SignIn {
    /// Seconds for which a one-time code is accepted.
    package static let codeSeconds: Int64 = 300
    /// The digits of a one-time code.
    package static let codeDigits = 6
    /// The attempts at one code.
    package static let codeTries: Int64 = 5
    /// Seconds between two codes to a contact.
    package static let codePause: Int64 = 60
    /// Codes to a contact in an hour.
    package static let codesPerHour = 5
    /// Codes to a contact in a day.
    package static let codesPerDay = 12
    /// Codes from a network in an hour.
    package static let codesPerNetwork = 20
    /// Codes in an hour from a network that thousands of people share.
    package static let codesPerSharedNetwork = 500
    /// Seconds for which a proven factor is fresh.
    package static let freshSeconds: Int64 = 600
    /// Seconds of quarantine after a change of a credential or contact.
    package static let quarantineSeconds = People.quarantineSeconds
    /// Sessions of a person; the oldest ends when there are more.
    package static let mostSessions = 5
    /// Seconds between two writes of `seen_at`.
    package static let seenSeconds: Int64 = 60
    /// Seconds without a proof after which a mobile number is matched again: its operator may have assigned it to another
    /// person.
    package static let recycledSeconds: Int64 = 180 * 86_400
    /// Recovery codes of a person.
    package static let recoveryCodes = 8
    /// The bytes of a recovery code: 80 bits.
    package static let recoveryByteCount = 10
}
