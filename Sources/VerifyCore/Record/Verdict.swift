/// The result of a verification; never an error.
///
/// The words are stable: JSON, the command line and the pages use them.
package enum Verdict: String, Sendable, CaseIterable {
    /// Genuine and active.
    case valid = "VALID"
    /// Genuine, but replaced by a corrected version.
    case superseded = "SUPERSEDED"
    /// Revoked; the date and the class of reason are public.
    case revoked = "REVOKED"
    /// Suspended until a decision.
    case suspended = "SUSPENDED"
    /// No such code: no row or a wrong tag. The answer does not distinguish them.
    case notFound = "NOT_FOUND"
    /// The text is not a code: check digits, length or a letter.
    case mistyped = "MISTYPED"
    /// A spreadsheet kept fifteen of the digits.
    case truncated = "TRUNCATED"
    /// The groups are in reverse order.
    case reversed = "REVERSED"
    /// A code of the test realm.
    case test = "TEST"
    /// A code that the former system issued.
    case legacyValid = "LEGACY_VALID"
    /// The row does not match its MAC: never shown as genuine.
    case integrityFailure = "INTEGRITY_FAILURE"
    /// Too many attempts.
    case rateLimited = "RATE_LIMITED"
    /// The text or its message is not a token.
    case tokenFormat = "TOKEN_FORMAT"
    /// The token names an unknown key.
    case tokenKeyUnknown = "TOKEN_KEY_UNKNOWN"
    /// The key that the token names did not sign it.
    case tokenSignatureBad = "TOKEN_SIGNATURE_BAD"
    /// The token is genuine; the known status list is too old.
    case statusStale = "STATUS_STALE"
    /// The token is genuine; its status is unknown.
    case statusUnknown = "STATUS_UNKNOWN"
}
