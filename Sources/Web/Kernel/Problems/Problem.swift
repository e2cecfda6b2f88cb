package import HTTPTypes
package import Persian
package import VerifyCore

/// Why a request was not carried out, as a value (RFC 9457).
///
/// Handlers throw a problem; `RootResponder` renders it: as a problem document under `/api`, as a page
/// elsewhere. It never holds a code, a token, an ID number or a name.
package struct Problem: Error, Sendable, Equatable {
    /// The HTTP status, 400…599.
    package var status: Int
    /// The machine-readable word for it.
    package var code: Code
    /// What kind of problem this is; the same for every occurrence.
    package var title: Wording
    /// What happened this time and what to do about it.
    package var detail: Wording
    /// What is wrong with which field, where the request had fields.
    package var errors: [FieldProblem] = []
    /// Seconds after which the same request may succeed (`Retry-After`).
    package var retryAfter: Int?
    /// Further header fields of the response, such as `Allow` or `WWW-Authenticate`.
    package var headers: HTTPFields = [:]
    /// Further members of the problem document (RFC 9457 §3.2), such as the present state of the object.
    package var members: [JSON.Member] = []

    /// The `type` of the problem document.
    package var type: String { "urn:sehat:problem:\(code.rawValue)" }
}
