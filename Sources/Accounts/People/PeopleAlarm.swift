package import VerifyCore

/// An event of people or sign-in that the operator must learn.
package enum PeopleAlarm: Sendable, Hashable {
    /// A row without an intact seal was read, and refused.
    case seal(Keyring.SealVerdict, table: String)
    /// The identity checks of one number of a day are used up.
    case identityChecks
    /// The registrations of an hour are used up: new ones are refused.
    case registrations
    /// The sign-in codes of an hour are more than expected; sign-ins continue.
    case signIns
    /// Many wrong second factors of one account: its password may be known to an attacker.
    case secondFactors
}
