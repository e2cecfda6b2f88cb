package import Persian

/// A report of a fake site or a fake document, as a visitor sends it.
package struct ReportDraft: Sendable, Equatable {
    /// What is reported.
    package enum Kind: String, Sendable, CaseIterable {
        /// A site that pretends to be this one.
        case site
        /// A document that looks forged.
        case document
    }

    /// What seems to be fake.
    package let kind: Kind
    /// The site's address, or where the document was seen.
    package let subject: String
    /// What was seen.
    package let details: String
    /// How to reach the reporter; empty when no answer is wanted.
    package let contact: String

    /// A text of the report.
    package enum Field: String, Sendable, CaseIterable {
        /// The site's address, or where the document was seen.
        case subject
        /// What was seen.
        case details
        /// How to reach the reporter; may be empty.
        case contact

        /// The most Unicode scalars.
        package var limit: Int {
            switch self {
            case .subject: 500
            case .details: 5_000
            case .contact: 200
            }
        }

        /// Returns the text in its stored form.
        ///
        /// - Throws: `.invalid` for a text that is too long, or missing where it is required.
        package func read(_ text: String) throws(RegistryError) -> String {
            switch self {
            case .subject, .details: try Bounded.text(text, field: rawValue, limit: limit)
            case .contact: try Bounded.optional(text, field: rawValue, limit: limit)
            }
        }
    }

    /// Creates a draft.
    ///
    /// - Throws: `.invalid`, with the name of the field, for a text that is missing or too long.
    package init(
        kind: Kind,
        subject: String,
        details: String,
        contact: String = ""
    ) throws(RegistryError) {
        self.kind = kind
        self.subject = try Field.subject.read(subject)
        self.details = try Field.details.read(details)
        self.contact = try Field.contact.read(contact)
    }
}

/// A report as it was received.
package struct Report: Sendable, Equatable {
    /// Counts up; for paging.
    package let id: Int64
    /// The reference that the reporter may quote.
    package let reference: String
    /// What was reported.
    package let draft: ReportDraft
    package let receivedAt: Timestamp
}
