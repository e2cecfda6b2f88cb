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
        /// A field that is required is missing.
        case required
        /// A field that the resource does not know.
        case unknown
        /// A value of another JSON type than the field has.
        case type
        /// A text that does not have the required format.
        case format
        /// A number outside of its range.
        case range
        /// A word that is not one of the allowed words.
        case unknownWord = "unknown_word"
        /// More than one datum about the holder, where at most one is allowed.
        case oneDatum = "one_datum"
        /// Both or neither of a code and a token, where exactly one is required.
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

    /// A required field that is missing.
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

    /// A value of the wrong type; the texts name the type that is required.
    package static func type(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .type, .init(fa: "باید \(fa) باشد.", en: "This must be \(en)."))
    }

    /// A value that is not a text.
    package static func text(_ pointer: String) -> Self { .type(pointer, fa: "متن", en: "text") }

    /// A text of the wrong format; the texts are the whole reason.
    package static func format(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .format, .init(fa: fa, en: en))
    }

    /// A parameter of the query that should be a cursor of this service and is not.
    package static func cursor(_ parameter: String) -> Self {
        format("", fa: "این نشانه از این سامانه نیست.", en: "Not a cursor from here.")
            .inQuery(parameter)
    }

    static func range(_ pointer: String, fa: String, en: String) -> Self {
        .init(pointer, .range, .init(fa: fa, en: en))
    }
}
