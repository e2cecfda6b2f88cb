import Persian
import Store
import VerifyCore

/// A row of `institution` with its seal, not trusted.
struct InstitutionRow: Sendable {
    let institution: Institution
    /// Nil in a row that was written without keys.
    let seal: [UInt8]?

    static let columns: SQL = "\(Institution.columns), seal"

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        institution = try Institution(row)
        seal = try row.optionalBlob(6)
    }

    private static let byCode = PreparedSQL { (code: String) in
        "SELECT \(columns) FROM institution WHERE code = \(code)"
    }

    /// Returns the row with a code; nil when there is none.
    static func find(_ code: String, in connection: Connection) throws -> InstitutionRow? {
        guard Institution.isCode(code) else { return nil }
        return try connection.first(byCode(code)) { try InstitutionRow($0) }
    }
}

extension Institution {
    /// What the seal covers: every other column.
    ///
    /// The names are printed into degrees, and the access window decides whether the institution's users may issue.
    var statement: RowStatement {
        RowStatement(
            .institution,
            .text(code),
            .text(nameFa),
            .text(nameEn),
            .text(kind),
            .text(city),
            .init(issuesUntil?.description)
        )
    }
}

extension Registry {
    /// Returns the institution with a code, whose seal is right; nil when there is none.
    ///
    /// An institution without a seal counts while no degree exists: it was added without keys when the register was
    /// founded. The transaction that issues the first degree seals all of them.
    ///
    /// `issuing`: Whether this is a write transaction that issues.
    ///
    /// - Throws: `RegistryError.integrityFailure`, with an alarm, for a row that was changed by hand; `MissingKey`.
    func sealedInstitution(
        _ code: String,
        issuing: Bool = false,
        in connection: Connection
    ) throws -> Institution? {
        guard let row = try InstitutionRow.find(code, in: connection) else { return nil }
        if let seal = row.seal {
            try require(row.institution.statement, sealed: seal)
            return row.institution
        }
        guard try isEmpty(in: connection) else {
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        if issuing { try sealFoundation(in: connection) }
        return row.institution
    }

    /// Whether no degree was issued yet.
    func isEmpty(in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM degree LIMIT 1") { _ in true } == nil
    }

    /// Seals the institutions and events that were written without keys before the first degree.
    ///
    /// Does nothing in a register that has degrees. Without a data key there is nothing to seal with, and the rows
    /// stay as they are.
    func sealFoundation(in connection: Connection) throws {
        guard keyring.current.activeDataKey != nil, try isEmpty(in: connection) else { return }
        let institutions = try connection.all(
            "SELECT \(InstitutionRow.columns) FROM institution WHERE seal IS NULL"
        ) { try InstitutionRow($0).institution }
        for institution in institutions {
            try institution.update(sealed: try seal(institution.statement), in: connection)
        }
        let events = try connection.all(
            "SELECT \(InstitutionEvent.columns) FROM institution_event WHERE seal IS NULL"
        ) { try InstitutionEvent($0) }
        for event in events { try event.set(seal: try seal(event.statement), in: connection) }
    }

    /// Returns the seal of a row that the Organisation writes; nil without keys in a register without degrees.
    ///
    /// - Throws: `RegistryError.noActiveKey(.data)` without keys where degrees exist.
    func foundingSeal(
        _ statement: RowStatement,
        in connection: Connection
    ) throws -> [UInt8]? {
        if let seal = keyring.current.seal(statement) { return seal }
        guard try isEmpty(in: connection) else { throw RegistryError.noActiveKey(.data) }
        return nil
    }
}
