package import Persian
package import Store
import VerifyCore

extension People {
    /// Makes a person in the transaction of the caller.
    ///
    /// The contact is not proven yet. A number of the sources `claim` and `invitation` is not proven: any number of
    /// persons may claim it. The other sources prove it, and make level 1.
    ///
    /// - Throws: `PeopleError.numberTaken` when a proven number belongs to another person.
    package func insert(
        _ draft: PersonDraft,
        source: NumberSource,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Person {
        let keys = keyring.current
        let id = PersonID()
        let isProven: Bool
        switch source {
        case .claim, .invitation: isProven = false
        case .identityCheck, .attestation, .bootstrap: isProven = true
        }
        if isProven, try ownerNumber(draft.number, in: connection) != nil {
            throw PeopleError.numberTaken
        }
        var row = PersonRow(draft, id: id, level: isProven ? .matched : .claimed, at: now)
        if let contact = draft.contact { try row.set(contact, provenAt: nil, by: keys) }
        try row.insert(by: keys, in: connection)
        try PersonNumberRow(draft.number, of: id, source: source, provenAt: isProven ? now : nil)
            .insert(by: keys, in: connection)
        guard let person = try person(id, in: connection) else { throw StoreError.notKept }
        return person
    }

    /// Proves a number of a person, and raises the person to level 1.
    ///
    /// A number that the person does not have yet is added: a renewed passport, a naturalisation.
    ///
    /// - Throws: `PeopleError.numberTaken` when it is proven for another person, `.noSuchPerson`.
    package func proveNumber(
        _ number: IDNumber,
        of id: PersonID,
        source: NumberSource,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let keys = keyring.current
        if let owner = try ownerNumber(number, in: connection) {
            if owner.person == id.description { return }
            throw PeopleError.numberTaken
        }
        var row = try requiredRow(id, in: connection)
        let claims = try claims(of: number, in: connection)
        if var claim = claims.first(where: { $0.person == id.description }) {
            claim.source = source.rawValue
            claim.provenAt = now.description
            try claim.update(by: keys, in: connection)
        } else {
            try PersonNumberRow(number, of: id, source: source, provenAt: now)
                .insert(by: keys, in: connection)
        }
        row.level = Int64(Person.Level.matched.rawValue)
        try row.update(by: keys, in: connection)
    }

    /// Ends a number of a person, as of a passport that was renewed; one that ended already stays as it is.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func endNumber(
        _ number: IDNumber,
        of id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let found = try claims(of: number, in: connection)
        guard var row = found.first(where: { $0.person == id.description }) else {
            throw PeopleError.noSuchPerson
        }
        row.endedAt = now.description
        try row.update(by: keyring.current, in: connection)
    }

    /// Stores a contact as proven now; it replaces the one of the same channel.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func proveContact(
        _ contact: Contact,
        of id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try change(id, in: connection) { row, keys in
            try row.set(contact, provenAt: now, by: keys)
        }
    }

    /// Stores the names of a person; the former ones are kept as former names.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func rename(
        _ id: PersonID,
        to name: PersonName,
        in connection: Connection
    ) throws {
        try change(id, in: connection) { row, keys in
            let former = try PersonRow.formerNamesColumn
                .text(row.formerNames, row: row.id, by: keys)
            let lines = [former, row.name.full].compactMap(\.self).joined(separator: "\n")
            row.formerNames = try PersonRow.formerNamesColumn.seal(lines, row: row.id, by: keys)
            row.name = name
            row.searchKey = name.searchKey
            row.sortKey = name.sortKey
        }
    }

    /// Stores the language of a person's messages.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    package func set(
        _ language: MessageLanguage,
        of id: PersonID,
        in connection: Connection
    ) throws {
        try change(id, in: connection) { row, _ in row.language = language.rawValue }
    }

    /// Writes a row of the audit trail of a person.
    func record(
        _ action: String,
        on id: PersonID,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try Audit(keyring: keyring)
            .record(action, on: AuditObject(.person, id), by: actor, at: now, in: connection)
    }

    /// Changes the row of a person by compare-and-swap.
    ///
    /// - Throws: `PeopleError.noSuchPerson`.
    func change(
        _ id: PersonID,
        in connection: Connection,
        _ body: (inout PersonRow, Keyring) throws -> Void
    ) throws {
        let keys = keyring.current
        var row = try requiredRow(id, in: connection)
        try body(&row, keys)
        try row.update(by: keys, in: connection)
    }
}

extension People {
    /// Stores that a person accepted a version of the terms; the first time counts.
    package func accept(
        terms version: String,
        by id: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let row = TermsAcceptanceRow(person: id.description, version: version, at: now.description)
        try connection.execute(
            """
            INSERT INTO terms_acceptance (\(TermsAcceptanceRow.columns))
            VALUES (
                \(row.person), \(row.version), \(row.at),
                \(try keyring.current.requiredSeal(row.statement))
            )
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Returns the versions of the terms that a person accepted, with their times, in the order of these.
    package func acceptedTerms(
        of id: PersonID,
        in connection: Connection
    ) throws -> [(version: String, at: Timestamp)] {
        try connection.all(
            """
            SELECT \(TermsAcceptanceRow.columns)
            FROM terms_acceptance
            WHERE person = \(id)
            ORDER BY at, version
            """
        ) { try TermsAcceptanceRow($0) }
        .filter { try isIntact($0.statement, $0.seal, table: "terms_acceptance") }
        .compactMap { row in
            (try? Timestamp(parsing: row.at)).map { (version: row.version, at: $0) }
        }
    }
}

/// A row of `terms_acceptance`.
struct TermsAcceptanceRow: Sendable {
    let person: String
    let version: String
    let at: String
    let seal: [UInt8]

    static let columns: SQL = "person, version, at, seal"

    init(person: String, version: String, at: String) {
        self.person = person
        self.version = version
        self.at = at
        seal = []
    }

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        person = try row.text(0)
        version = try row.text(1)
        at = try row.text(2)
        seal = try row.blob(3)
    }

    /// What the seal covers: all columns.
    var statement: RowStatement {
        RowStatement(.termsAcceptance, .text(person), .text(version), .text(at))
    }
}
