import Store

/// What an organisation's API key is good for.
package enum Scope: String, Sendable, CaseIterable {
    /// A university or centre: its own graduates, uploads and degrees.
    case institution
    /// A registered verifier: batches, and what a graduate's consent opens.
    case verifier
    /// The organisation's own administrators.
    case admin
}

extension Scope: SQLBindable {}
