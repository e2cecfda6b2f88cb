package import Persian
package import VerifyCore

/// What is wrong with one field of a form.
package struct FormProblem: Sendable, Hashable {
    /// A JSON pointer (RFC 6901) to the field, `/members/0/name`; empty for the form as a whole.
    ///
    /// It has names of the declaration only, never one that a client made up.
    package let pointer: String
    /// The reason, for programs.
    package let reason: Reason
    /// The reason, for readers.
    package let sentence: Wording

    /// A problem at a field.
    package init(_ pointer: String, _ reason: Reason, _ sentence: Wording) {
        self.pointer = pointer
        self.reason = reason
        self.sentence = sentence
    }

    /// The reasons, as the API has them.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        /// An answer is missing.
        case required
        /// A name that the form does not have.
        case unknown
        /// Text in place of entries, or another shape that the field does not have.
        case type
        /// Text that is not of the form of the type.
        case format
        /// More characters or digits than the limit.
        case length
        /// A word that is not among the answers.
        case choice
        /// A sentence that was not confirmed.
        case confirmation
        /// Fewer entries or files than needed.
        case tooFew = "too_few"
        /// More entries or files than allowed.
        case tooMany = "too_many"
        /// A document that the client did not upload for this case.
        case document
        /// A file of a kind that the field does not accept.
        case kind
        /// A file with more bytes than the field accepts.
        case bytes
        /// A file that the field has twice.
        case repeated
        /// No organisation has the code.
        case organisation
    }
}

/// The result of reading a form.
package enum FormReading: Sendable, Equatable {
    /// Every answer passed the rules.
    case values(FormValues)
    /// All problems, in the order of the form.
    case problems([FormProblem])
}

/// What is looked up before a form is read: reading itself asks no database.
package struct FormFacts: Sendable {
    /// The documents that the client may use, by id.
    package let files: [String: StoredFile]
    /// The codes of open organisations among those that the form names.
    package let organisations: Set<String>

    /// What was looked up.
    package init(files: [String: StoredFile] = [:], organisations: Set<String> = []) {
        self.files = files
        self.organisations = organisations
    }
}

/// A stored document, as the rules of a field need it.
package struct StoredFile: Sendable, Hashable {
    /// The id of the row of `document`: of an equal file where the case has one.
    package let document: String
    /// The SHA-256 of the stored bytes.
    package let hash: Digest
    /// The kind.
    package let kind: FileKind
    /// The number of bytes.
    package let bytes: Int

    /// A stored document.
    package init(document: String, hash: Digest, kind: FileKind, bytes: Int) {
        self.document = document
        self.hash = hash
        self.kind = kind
        self.bytes = bytes
    }
}

extension TypedForm {
    /// The ids of the documents that a client names, for `FormFacts.files`.
    package var documents: Set<String> {
        byName.values.reduce(into: []) { ids, value in
            switch value {
            case .text: break
            case .documents(let documents): ids.formUnion(documents.map(\.id))
            case .entries(let entries): for entry in entries { ids.formUnion(entry.documents) }
            }
        }
    }
}

extension FormDefinition {
    /// Returns the codes that a client typed in fields for organisations, for `FormFacts.organisations`.
    package func organisations(in typed: TypedForm) -> Set<String> {
        Self.organisations(in: typed, of: fields)
    }

    private static func organisations(
        in typed: TypedForm,
        of fields: [FieldDefinition]
    ) -> Set<String> {
        fields.reduce(into: []) { codes, field in
            switch (field.type, typed.byName[field.name.text]) {
            case (.organisation, .text(let text)):
                if let code = OrganisationCode(typed: text) { codes.insert(code.text) }
            case (.group(let inner, _), .entries(let entries)):
                for entry in entries { codes.formUnion(organisations(in: entry, of: inner)) }
            default: break
            }
        }
    }
}

extension OrganisationCode {
    /// Reads a code that was typed: 1–20 letters, digits and hyphens of ASCII; nil for another text.
    package init?(typed text: String) {
        let code = Digits.folded(Letters.stored(text)).lowercased()
        guard (1...20).contains(code.utf8.count),
            code.utf8.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            })
        else { return nil }
        self.init(code)
    }
}
