/// Why a server does not answer for the moment, although another attempt may go well.
package enum UnreachableReason: String, CaseIterable, Sendable {
    /// Nobody is there, or nobody answers.
    case away
    /// The connection broke.
    case lost
    /// It only follows a primary, and cannot be written.
    case notPrimary = "not_primary"
    /// It has no connection left for this program.
    case crowded
    /// It goes down, or comes up.
    case restarting
}
