import Accounts
import Persian
import Store
import VerifyCore

/// A row of `errand` with its seal.
struct ErrandRow: Sendable {
    let caseID: String
    let service: ServiceID
    var errand: CaseErrand
    var note: [UInt8]?
    var seal: [UInt8] = []

    static let columns: SQL = """
        id, case_id, service, kind, to_role, to_organisation, to_person, child, asked_seq, due_at,
        ended_at, ending, answer, note, seal
        """

    /// Returns the errands of a case, in the order in which they were requested.
    static func all(of caseID: String, in connection: Connection) throws -> [ErrandRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM errand
            WHERE case_id = \(caseID)
            ORDER BY asked_seq, kind, id
            """
        ) { try ErrandRow($0) }
    }

    /// Returns the open errand whose answer a sub-case is; nil when there is none.
    static func open(ofChild child: String, in connection: Connection) throws -> ErrandRow? {
        try connection.first(
            "SELECT \(columns) FROM errand WHERE child = \(child) AND ended_at IS NULL"
        ) { try ErrandRow($0) }
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .errand,
            .text(errand.id),
            .text(caseID),
            .text(service.text),
            .text(errand.kind),
            .init(errand.to.role?.rawValue),
            .init(errand.organisation?.text),
            .init(errand.to.person?.description),
            .init(errand.child),
            .integer(errand.askedSeq),
            .text(errand.dueAt.description),
            .init(errand.endedAt?.description),
            .init(errand.ending?.rawValue),
            .init(errand.answer),
            .init(note)
        )
    }
}

extension CaseErrand {
    /// The organisation at whose cartable the errand is, or the office outside that answers it; nil for others.
    package var organisation: OrganisationCode? { to.organisation ?? outside }
}

extension ErrandRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        caseID = try row.text(1)
        service = ServiceID(try row.text(2))
        let role = try row.optionalText(4).flatMap { Role(rawValue: $0) }
        let code = try row.optionalText(5).map { OrganisationCode($0) }
        let person = try row.optionalText(6).map { PersonID($0) }
        var to = Waiting.none
        if let role, let code { to = .cartable(role, code) }
        if let person { to = .person(person) }
        errand = CaseErrand(
            id: try row.text(0),
            kind: try row.text(3),
            to: to,
            child: try row.optionalText(7),
            askedSeq: try row.int(8),
            dueAt: try Timestamp(parsing: try row.text(9)),
            endedAt: try row.optionalText(10).map { try Timestamp(parsing: $0) },
            ending: try row.optionalText(11).map { try StoredWord.required($0, "errand.ending") },
            answer: try row.optionalText(12),
            outside: role == nil ? code : nil
        )
        note = try row.optionalBlob(13)
        seal = try row.blob(14)
    }

    /// Returns the text of the answer; nil without one.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`.
    func openedNote(by keys: Keyring) throws -> [UInt8]? {
        try note.map { try CaseColumn.errandNote.open($0, row: errand.id, by: keys) }
    }

    /// Stores a new errand with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO errand (\(Self.columns))
            VALUES (
                \(errand.id), \(caseID), \(service.text), \(errand.kind),
                \(errand.to.role?.rawValue), \(errand.organisation?.text),
                \(errand.to.person?.description), \(errand.child), \(errand.askedSeq),
                \(errand.dueAt.description), \(errand.endedAt?.description),
                \(errand.ending?.rawValue), \(errand.answer), \(note),
                \(try keys.caseSeal(statement))
            )
            """
        )
    }

    /// Ends an errand that is open.
    ///
    /// - Throws: `StoreError.conflict` where another transaction ended it.
    func end(
        _ ending: ErrandEnding,
        answer: String? = nil,
        note: String? = nil,
        at now: Timestamp,
        by keys: Keyring,
        in connection: Connection
    ) throws {
        var ended = self
        ended.errand.endedAt = now
        ended.errand.ending = ending
        ended.errand.answer = answer
        ended.note = try note.map {
            try CaseColumn.errandNote.seal(Array($0.utf8), row: errand.id, by: keys)
        }
        let changed = try connection.execute(
            """
            UPDATE errand
            SET
                ended_at = \(now.description), ending = \(ending.rawValue), answer = \(answer),
                note = \(ended.note), seal = \(try keys.caseSeal(ended.statement))
            WHERE id = \(errand.id) AND ended_at IS NULL AND seal = \(seal)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }
}
