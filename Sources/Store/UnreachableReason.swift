/// Why a server does not answer at the moment, although another attempt may succeed.
package enum UnreachableReason: String, CaseIterable, Sendable {
    /// No server listens at the address, or it does not answer.
    case away
    /// The connection broke, or the server did not answer a statement in time.
    case lost
    /// It is a standby, which cannot be written.
    case notPrimary = "not_primary"
    /// It has no free connection for this program.
    case crowded
    /// It is starting or shutting down.
    case restarting
}
