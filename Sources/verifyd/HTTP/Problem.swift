import HTTPTypes
import Persian
import Registry

/// Why a request was not done, as a value that the edge renders (RFC 9457).
///
/// A problem is thrown by handlers and rendered once, by the front door: as a problem document under
/// `/api`, as a page elsewhere. It never holds a code, a token, a number of an ID or a name.
struct Problem: Error, Sendable, Equatable {
    /// The HTTP status, 400…599.
    var status: Int
    /// The machine's word for it.
    var code: Code
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
    var type: String { "urn:sehat:problem:\(code.rawValue)" }
}

/// What is wrong with one field of a request's body or query.
struct FieldProblem: Sendable, Equatable {
    /// A JSON pointer (RFC 6901) into the body, `/code`; empty where no member of the body is meant.
    ///
    /// It holds names of ours only: what a client took for a name may be a code or a person.
    let pointer: String
    /// The parameter of the query that is meant, `limit`.
    var parameter: String?
    /// The machine's word: one of `Word`, or that of a row of an upload.
    let code: String
    /// The reason for people.
    let detail: Wording

    /// The machine's words that are no row's; all of them in docs/api.md.
    enum Word: String, CaseIterable, Sendable {
        case required
        case unknown
        case type
        case format
        case range
        case unknownWord = "unknown_word"
        case oneDatum = "one_datum"
        case codeOrToken = "code_or_token"
    }

    init(_ pointer: String, _ word: Word, _ detail: Wording) {
        self.pointer = pointer
        code = word.rawValue
        self.detail = detail
    }

    init(_ pointer: String, row: RowCode, _ detail: Wording) {
        self.pointer = pointer
        code = row.rawValue
        self.detail = detail
    }

    init(_ pointer: String, _ reason: RegistryError.InvalidReason) {
        self.pointer = pointer
        code = reason.rawValue
        detail = reason.wording
    }
}

extension FieldProblem {
    /// The same about a parameter of the query, to which no pointer leads.
    func inQuery(_ parameter: String) -> Self {
        var problem = self
        problem.parameter = parameter
        return problem
    }

    static func required(_ pointer: String) -> Self {
        .init(pointer, .required, .init(fa: "این فیلد لازم است.", en: "This field is required."))
    }

    /// Some name is not one of those that the address takes; which one is not said again.
    static func unknown(among names: some Sequence<String>) -> Self {
        let names = names.sorted().joined(separator: ", ")
        return .init(
            "",
            .unknown,
            .init(
                fa: "فیلدی هست که شناخته نیست. فیلدهای شناخته: \(names.isEmpty ? "هیچ" : names).",
                en: "There is a field that is not known. Known: \(names.isEmpty ? "none" : names)."
            )
        )
    }

    static func type(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .type, .init(fa: "باید \(fa) باشد.", en: "This must be \(en)."))
    }

    static func text(_ pointer: String) -> Self { .type(pointer, fa: "متن", en: "text") }

    static func format(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .format, .init(fa: fa, en: en))
    }

    static func range(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .range, .init(fa: fa, en: en))
    }
}
