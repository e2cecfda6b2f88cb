import Store

/// What an organisation's API key permits.
package enum Scope: String, Sendable, CaseIterable {
    /// A university or centre, for its own institution.
    case institution
    /// A registered verifier: batches, and what a holder's consent discloses.
    case verifier
    /// The administrators of the Organisation itself.
    case admin
}

extension Scope: SQLBindable {}
