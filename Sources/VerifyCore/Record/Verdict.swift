/// What a verifier is told: an answer, never an error.
///
/// The words are stable: JSON, the command line and the pages use them.
package enum Verdict: String, Sendable, CaseIterable {
    /// Genuine, and it stands.
    case valid = "VALID"
    /// Genuine once; a corrected version took its place.
    case superseded = "SUPERSEDED"
    /// Revoked; the date and the class of reason are public.
    case revoked = "REVOKED"
    /// Suspended until somebody decides.
    case suspended = "SUSPENDED"
    /// No such code: no row, or a wrong tag, and nobody can tell which.
    case notFound = "NOT_FOUND"
    /// The text is not a code: check digits, length or a letter.
    case mistyped = "MISTYPED"
    /// A spreadsheet kept fifteen of the digits.
    case truncated = "TRUNCATED"
    /// The groups came in reverse order.
    case reversed = "REVERSED"
    /// A code of the test realm.
    case test = "TEST"
    /// A code of the former system that it had issued.
    case legacyValid = "LEGACY_VALID"
    /// The row does not match its MAC: never shown as genuine.
    case integrityFailure = "INTEGRITY_FAILURE"
    /// Too many attempts.
    case rateLimited = "RATE_LIMITED"
    /// The text is not a token.
    case tokenFormat = "TOKEN_FORMAT"
    /// The token names a key that is not known here.
    case tokenKeyUnknown = "TOKEN_KEY_UNKNOWN"
    /// The token was not signed by the key that it names.
    case tokenSignatureBad = "TOKEN_SIGNATURE_BAD"
    /// The token is genuine; what is known about its status is too old.
    case statusStale = "STATUS_STALE"
    /// The token is genuine; nothing is known about its status.
    case statusUnknown = "STATUS_UNKNOWN"
}
