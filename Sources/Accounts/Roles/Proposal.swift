package import Persian
package import VerifyCore

/// A change that waits for, or got, the decision of another person.
package struct Proposal: Sendable, Equatable {
    /// The id, a random UUID.
    package let id: String
    /// The change; nil when it cannot be read, because the row was changed by hand.
    package let change: ProposedChange?
    /// The origin, as `AuditActor.name`.
    package let proposedBy: String
    /// When it was proposed.
    package let proposedAt: Timestamp
    /// When it can no longer be confirmed.
    package let expiresAt: Timestamp
    /// The person who decided; nil while it waits.
    package let decidedBy: String?
    /// When it was decided.
    package let decidedAt: Timestamp?
    /// What was decided.
    package let outcome: Outcome?
    /// The verdict on the seal of the row.
    package let seal: Keyring.SealVerdict

    /// What was decided.
    package enum Outcome: String, Sendable, CaseIterable {
        /// The change was made.
        case confirmed
        /// Another person refused it.
        case rejected
        /// The person who proposed it took it back.
        case withdrawn
    }

    /// The seconds for which a proposal can be confirmed: 14 days.
    package static let seconds: Int64 = 14 * 86_400

    /// The person who proposed it; nil for an operator at the machine.
    package var proposer: PersonID? {
        proposedBy.hasPrefix("person:")
            ? PersonID(String(proposedBy.dropFirst("person:".count))) : nil
    }

    /// Whether it can be decided at a moment.
    package func isOpen(at moment: Timestamp) -> Bool {
        seal == .intact && outcome == nil && moment < expiresAt
    }
}
