package import Persian

/// Where an issued degree stands; it changes, the record does not.
package enum DegreeStatus: Sendable, Hashable {
    /// Genuine.
    case active
    /// A corrected version took its place.
    case superseded(since: Timestamp)
    /// Revoked, and the public class of the reason.
    case revoked(RevocationReason, since: Timestamp)
    /// Suspended until somebody decides.
    case suspended(since: Timestamp)

    /// The number in the row and under its MAC, for ever.
    package var code: UInt8 {
        switch self {
        case .active: 0
        case .superseded: 1
        case .revoked: 2
        case .suspended: 3
        }
    }

    /// When it came to stand so; an active degree stands since its issue.
    package var since: Timestamp? {
        switch self {
        case .active: nil
        case .superseded(let since), .revoked(_, let since), .suspended(let since): since
        }
    }

    /// The public class of the reason, of a revoked degree.
    package var reason: RevocationReason? {
        switch self {
        case .revoked(let reason, _): reason
        case .active, .superseded, .suspended: nil
        }
    }

    /// The status of a row's columns; nil for columns that no status has, which somebody edited.
    package init?(code: UInt64, since: Timestamp?, reason: RevocationReason?) {
        switch (code, since, reason) {
        case (0, nil, nil): self = .active
        case (1, let since?, nil): self = .superseded(since: since)
        case (2, let since?, let reason?): self = .revoked(reason, since: since)
        case (3, let since?, nil): self = .suspended(since: since)
        default: return nil
        }
    }

    /// What a verifier is told about a degree that stands so.
    package var verdict: Verdict {
        switch self {
        case .active: .valid
        case .superseded: .superseded
        case .revoked: .revoked
        case .suspended: .suspended
        }
    }
}
