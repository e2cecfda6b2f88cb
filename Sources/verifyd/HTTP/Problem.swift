import HTTPTypes
import Persian

/// Why a request was not done, as a value that the edge renders (RFC 9457).
///
/// A problem is thrown by handlers and rendered once, by the front door: as a problem document under
/// `/api`, as a page elsewhere. It never holds a code, a token, a number of an ID or a name.
struct Problem: Error, Sendable, Equatable {
    /// The HTTP status, 400…599.
    var status: Int
    /// The machine's word for it, stable, such as `validation`.
    var code: String
    /// What kind of problem this is; the same for every occurrence.
    var title: Wording
    /// What happened this time and what to do about it.
    var detail: Wording
    /// What is wrong with which field, where the request had fields.
    var errors: [FieldProblem] = []
    /// Seconds after which the same request may pass (`Retry-After`).
    var retryAfter: Int?
    /// Further fields of the answer, such as `Allow` or `WWW-Authenticate`.
    var headers: HTTPFields = [:]

    /// The `type` of the problem document.
    var type: String { "urn:sehat:problem:\(code)" }
}

/// What is wrong with one field of a request's body or query.
struct FieldProblem: Sendable, Equatable {
    /// A JSON pointer (RFC 6901) into the body, `/code`; or the query's parameter, `?limit`.
    let pointer: String
    /// The machine's word, such as `required` or `format`.
    let code: String
    /// The reason for people.
    let detail: Wording

    init(_ pointer: String, _ code: String, _ detail: Wording) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }
}

extension FieldProblem {
    static func required(_ pointer: String) -> Self {
        .init(pointer, "required", .init(fa: "این فیلد لازم است.", en: "This field is required."))
    }

    static func unknown(_ pointer: String) -> Self {
        .init(
            pointer,
            "unknown",
            .init(fa: "این فیلد شناخته نیست.", en: "This field is not known.")
        )
    }

    static func type(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, "type", .init(fa: "باید \(fa) باشد.", en: "This must be \(en)."))
    }

    static func text(_ pointer: String) -> Self { .type(pointer, fa: "متن", en: "text") }

    static func format(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, "format", .init(fa: fa, en: en))
    }

    static func range(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, "range", .init(fa: fa, en: en))
    }
}
