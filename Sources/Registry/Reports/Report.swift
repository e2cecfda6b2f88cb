package import Persian

/// A fake site or a fake document that somebody reports.
package struct ReportDraft: Sendable, Equatable {
    /// What is reported.
    package enum Kind: String, Sendable, CaseIterable {
        /// A site that pretends to be this one.
        case site
        /// A document that looks forged.
        case document
    }

    /// What is believed to be fake.
    package let kind: Kind
    /// The site's address, or where the document was seen.
    package let subject: String
    /// What was seen.
    package let details: String
    /// How to reach the reporter; empty when he does not want to be reached.
    package let contact: String

    /// The most Unicode scalars of each text.
    package static let subjectLimit = 500
    /// The most Unicode scalars of the details.
    package static let detailsLimit = 5_000
    /// The most Unicode scalars of the contact.
    package static let contactLimit = 200

    /// Refuses a text that is missing or too long, by the name of its field.
    package init(
        kind: Kind,
        subject: String,
        details: String,
        contact: String = ""
    ) throws(RegistryError) {
        self.kind = kind
        self.subject = try Bounded.text(subject, field: "subject", limit: Self.subjectLimit)
        self.details = try Bounded.text(details, field: "details", limit: Self.detailsLimit)
        self.contact = try Bounded.optional(contact, field: "contact", limit: Self.contactLimit)
    }
}

/// A report as it was received.
package struct Report: Sendable, Equatable {
    /// Counts up; for paging.
    package let id: Int64
    /// What the reporter was given to quote.
    package let reference: String
    /// What was reported.
    package let draft: ReportDraft
    package let receivedAt: Timestamp
}
