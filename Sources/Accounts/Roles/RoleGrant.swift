package import Persian
package import VerifyCore

/// A role of a person in an organisation, for a period.
package struct RoleGrant: Sendable, Equatable {
    /// The id, a random UUID.
    package let id: String
    /// The person that has the role.
    package let person: PersonID
    /// The role.
    package let role: Role
    /// The code of the organisation.
    package let organisation: String
    /// When it begins.
    package let from: Timestamp
    /// When it ends by itself; nil without an end.
    package let until: Timestamp?
    /// The person that granted it; nil for the grants of the bootstrap only.
    package let grantedBy: PersonID?
    /// When it was ended; nil for one that was not.
    package let endedAt: Timestamp?
    /// The verdict on the seal of the row: only an intact one gives a right.
    package let seal: Keyring.SealVerdict

    /// Whether it gives the role at a moment.
    package func isValid(at moment: Timestamp) -> Bool {
        seal == .intact && isLive(at: moment)
    }

    /// Whether the moment is in its period, whatever its seal.
    package func isLive(at moment: Timestamp) -> Bool {
        guard from <= moment, endedAt == nil else { return false }
        return until.map { moment < $0 } ?? true
    }
}
