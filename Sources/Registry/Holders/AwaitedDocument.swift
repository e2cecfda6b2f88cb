package import Persian
package import Store
package import VerifyCore

/// A document that an institution filed and that has no code yet: its holder confirms it before a day.
///
/// An invitation carries no authority: only the holder's own confirmation makes a request.
package struct AwaitedDocument: Sendable, Equatable {
    /// The document as the institution filed it; the row has no seal, so that it is compared and never issued from.
    package let graduate: Graduate
    /// The last day of the term.
    package let until: CivilDate

    /// The days of the term, from the last change by the institution.
    ///
    /// Two months: a student has time to ask the institution, and what was filed is still what the institution knows.
    package static let term = 60
    /// How many days after the graduation a document is confirmed without a scan; an older one needs the academic confirmation.
    ///
    /// A year: diplomas are prepared in the months after the studies.
    package static let recent = 365

    /// A document that was filed on a day.
    init(_ graduate: Graduate, filedOn day: CivilDate) {
        self.graduate = graduate
        until = CivilDate(daysSinceEpoch: day.daysSinceEpoch + Self.term)
    }

    /// A name of the document and its term, so that each of them has one invitation.
    package var key: String {
        let bytes = graduate.fingerprint + Array(until.description.utf8)
        return Hex.encode(Array(SHA256.digest(of: bytes.span).bytes.prefix(16)))
    }

    /// Whether the graduation is so recent that its document is confirmed without a scan.
    func isRecent(on today: CivilDate) -> Bool {
        today.daysSinceEpoch - graduate.graduationDate.daysSinceEpoch <= Self.recent
    }
}

/// The result of looking for a document that waits for the confirmation of its holder.
package enum AwaitedSearch: Sendable, Equatable {
    /// It waits.
    case awaited(AwaitedDocument)
    /// The institution filed no such document of this holder.
    case absent
    /// It has a code.
    case issued
    /// The graduation was long ago.
    case old
    /// The term ended on this day.
    case late(CivilDate)
}

extension Registry {
    /// Looks for the document of a holder by institution, kind and number.
    ///
    /// Another holder's document answers as an absent one.
    ///
    /// - Throws: `StoreError`; `RegistryError.integrityFailure` for the row of its degree.
    package func awaitedDocument(
        of institution: String,
        _ kind: DocumentKind,
        number: String,
        heldBy numbers: Set<HolderIdentity>,
        on today: CivilDate
    ) async throws -> AwaitedSearch {
        try await database.read { connection in
            try awaitedDocument(
                of: institution,
                kind,
                number: number,
                heldBy: numbers,
                on: today,
                in: connection
            )
        }
    }

    /// Whether the data bank has the document of a claim in the name of its holder.
    ///
    /// - Throws: `StoreError`.
    package func hasDocument(like claim: Graduate, in connection: Connection) throws -> Bool {
        try DataBank.row(like: claim, in: connection)?.graduate.hasHolder(of: claim) ?? false
    }

    /// Looks for the document in a transaction, as the other one.
    package func awaitedDocument(
        of institution: String,
        _ kind: DocumentKind,
        number: String,
        heldBy numbers: Set<HolderIdentity>,
        on today: CivilDate,
        in connection: Connection
    ) throws -> AwaitedSearch {
        let found = try connection.first(
            """
            SELECT id, changed_at, \(Graduate.columns)
            FROM graduate
            WHERE institution_code = \(institution) AND document_kind = \(Int64(kind.code))
                AND diploma_key = \(Graduate.diplomaKey(of: number))
            """
        ) { row in
            (
                id: try row.int(0), filedAt: try Timestamp(parsing: try row.text(1)),
                graduate: try Graduate(row, from: 2)
            )
        }
        guard let found, numbers.hold(found.graduate) else { return .absent }
        let current = try previewCurrentDegree(of: found.graduate, row: found.id, in: connection)
        if current != nil { return .issued }
        let document = AwaitedDocument(found.graduate, filedOn: found.filedAt.tehranDate)
        if !document.isRecent(on: today) { return .old }
        return today <= document.until ? .awaited(document) : .late(document.until)
    }
}
