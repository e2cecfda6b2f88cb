package import Persian
package import VerifyCore

/// A person who acts for another one in a role of an organisation, for a limited period.
package struct Delegation: Sendable, Equatable {
    /// The id, a random UUID.
    package let id: String
    /// The person who has the role.
    package let delegator: PersonID
    /// The person who acts in the place of the other one.
    package let deputy: PersonID
    /// The role.
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    /// The only service that it covers; nil for all.
    package let service: String?
    /// When it begins.
    package let from: Timestamp
    /// When it ends.
    package let until: Timestamp
    /// The person who named the deputy: the delegator, or the head of the organisation.
    package let madeBy: PersonID
    /// When it was ended before its end; nil for one that was not.
    package let endedAt: Timestamp?
    /// The verdict on the seal of the row: only an intact one gives a right.
    package let seal: Keyring.SealVerdict

    /// The longest period of a delegation, in days (casework §10, flow 10).
    package static let longestDays: Int64 = 90
    /// The days in 365 after which a further delegation of the same role needs SAORG's approval (R107).
    package static let daysAYear: Int64 = 120

    /// Whether it gives the role at a moment.
    package func isValid(at moment: Timestamp) -> Bool {
        seal == .intact && endedAt == nil && from <= moment && moment < until
    }
}
