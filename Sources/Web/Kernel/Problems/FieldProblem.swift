package import Persian

/// What is wrong with one field of a request's body or query.
package struct FieldProblem: Sendable, Equatable {
    /// A JSON pointer (RFC 6901) into the body, `/code`; empty where no member of the body is meant.
    ///
    /// It holds names of ours only: a name that the client made up may be a code or a person's name.
    package let pointer: String
    /// The parameter of the query that is meant, `limit`.
    package var parameter: String?
    /// The machine-readable word: one of `Word`, or that of a row of an upload.
    package let code: String
    /// The reason, for readers.
    package let detail: Wording

    /// The machine-readable words of requests; docs/api.md lists them all.
    package enum Word: String, CaseIterable, Sendable {
        case required
        case unknown
        case type
        case format
        case range
        case unknownWord = "unknown_word"
        case oneDatum = "one_datum"
        case codeOrToken = "code_or_token"
    }

    package init(_ pointer: String, _ word: Word, _ detail: Wording) {
        self.pointer = pointer
        code = word.rawValue
        self.detail = detail
    }

    /// A fault with a machine-readable word of the domain, such as the code of an upload's row.
    package init(_ pointer: String, code: String, _ detail: Wording) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }
}

extension FieldProblem {
    /// Returns the same fault of a parameter of the query, which a JSON pointer cannot name.
    package func inQuery(_ parameter: String) -> Self {
        var problem = self
        problem.parameter = parameter
        return problem
    }

    package static func required(_ pointer: String) -> Self {
        .init(pointer, .required, .init(fa: "این فیلد لازم است.", en: "This field is required."))
    }

    /// A field that the resource does not know; its name is not repeated, because it may be a code.
    package static func unknown(among names: some Sequence<String>) -> Self {
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

    package static func type(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .type, .init(fa: "باید \(fa) باشد.", en: "This must be \(en)."))
    }

    package static func text(_ pointer: String) -> Self { .type(pointer, fa: "متن", en: "text") }

    package static func format(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .format, .init(fa: fa, en: en))
    }

    static func range(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .range, .init(fa: fa, en: en))
    }
}
