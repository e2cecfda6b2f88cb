package import Persian

/// The status of an issued degree; it changes, the record does not.
package enum DegreeStatus: Sendable, Hashable {
    /// Genuine.
    case active
    /// Replaced by a corrected version.
    case superseded(since: Timestamp)
    /// Revoked, with the public class of the reason.
    case revoked(RevocationReason, since: Timestamp)
    /// Suspended until a decision.
    case suspended(since: Timestamp)

    /// The number in the row and under its MAC; it never changes.
    package var code: UInt8 {
        switch self {
        case .active: 0
        case .superseded: 1
        case .revoked: 2
        case .suspended: 3
        }
    }

    /// When the status began; nil for an active degree, which is active since its issue.
    package var since: Timestamp? {
        switch self {
        case .active: nil
        case .superseded(let since), .revoked(_, let since), .suspended(let since): since
        }
    }

    /// The public class of the reason; nil unless the degree is revoked.
    package var reason: RevocationReason? {
        switch self {
        case .revoked(let reason, _): reason
        case .active, .superseded, .suspended: nil
        }
    }

    /// Creates the status of a row's columns; nil for a combination that no status has, as after an edit by hand.
    package init?(code: UInt64, since: Timestamp?, reason: RevocationReason?) {
        switch (code, since, reason) {
        case (0, nil, nil): self = .active
        case (1, let since?, nil): self = .superseded(since: since)
        case (2, let since?, let reason?): self = .revoked(reason, since: since)
        case (3, let since?, nil): self = .suspended(since: since)
        default: return nil
        }
    }

    /// The verdict about a degree of this status.
    package var verdict: Verdict {
        switch self {
        case .active: .valid
        case .superseded: .superseded
        case .revoked: .revoked
        case .suspended: .suspended
        }
    }
}
