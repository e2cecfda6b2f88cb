package import Persian
package import VerifyCore

/// The register's answer about a code or a token: always a value, whatever the question was.
///
/// The verdicts and their meaning are in docs/api.md.
package struct Answer: Sendable {
    /// The outcome in one word.
    package let verdict: Verdict
    /// The code that was probably meant, with `REVERSED`.
    package var suggestion: AuthenticityCode?
    /// What is wrong with the typing, with `MISTYPED`, `TRUNCATED` and `REVERSED`.
    package var typing: AuthenticityCode.ParsingError?
    /// The tier's fields; nil when the verdict is not about a degree in the register.
    package var degree: DegreeView?
    /// The day (Tehran) on which the degree got its status, with `REVOKED`, `SUSPENDED` and
    /// `SUPERSEDED`.
    package var statusDate: CivilDate?
    /// The public class of the reason, with `REVOKED`.
    package var reason: RevocationReason?
    /// Seconds until the limit on this locator ends, with `RATE_LIMITED`.
    package var retryAfter: Int?
    /// Whether the code is of the test realm, so that the answer is about no real degree.
    package internal(set) var isTest: Bool
    /// The day (Tehran) since which the key that signed a token is not trusted, with `TOKEN_KEY_UNKNOWN`.
    package var keyWithdrawnOn: CivilDate?
    /// The key that this machine does not have, when the register holds degrees of it.
    package var missingKey: MissingKey?
    /// Whether twenty digits that are not a code were looked up as one of the former system, in vain.
    package internal(set) var isFormerGuess = false
    /// Whether the code is one of the former system.
    package internal(set) var isFormerCode = false
    /// The moment up to which the answer knows the register.
    package internal(set) var recordsAsOf: Timestamp

    /// A verdict without anything else.
    package init(_ verdict: Verdict, asOf recordsAsOf: Timestamp) {
        self.verdict = verdict
        isTest = verdict == .test
        self.recordsAsOf = recordsAsOf
    }
}
