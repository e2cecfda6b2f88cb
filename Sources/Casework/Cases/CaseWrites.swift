import Accounts
import Persian
import Store
import VerifyCore

/// Rows without a seal that a move writes: notes, drafts, the feed.
enum CaseWrites {
    /// Stores the text of an event, encrypted.
    static func note(
        _ text: String,
        of caseID: String,
        seq: Int64,
        by keys: Keyring,
        in connection: Connection
    ) throws {
        let place = CaseNoteRow.place(caseID, seq)
        let body = try CaseColumn.note.seal(Array(text.utf8), row: place, by: keys)
        try connection.execute(
            "INSERT INTO case_note (case_id, seq, body) VALUES (\(caseID), \(seq), \(body))"
        )
    }

    /// Returns the text of an event; nil where it has none, or where retention deleted it.
    static func note(
        of caseID: String,
        seq: Int64,
        by keys: Keyring,
        in connection: Connection
    ) throws -> String? {
        try connection.first(
            "SELECT body FROM case_note WHERE case_id = \(caseID) AND seq = \(seq)"
        ) { try $0.blob(0) }
        .map {
            let text = try CaseColumn.note.open($0, row: "\(caseID) \(seq)", by: keys)
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// Stores the rows from which the feeds of organisations are numbered (`Feed`).
    static func feed(
        _ caseID: String,
        seq: Int64,
        to organisations: Set<OrganisationCode>,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        for organisation in organisations.map(\.text).sorted() {
            try connection.execute(
                """
                INSERT INTO feed (organisation, case_id, seq, at)
                VALUES (\(organisation), \(caseID), \(seq), \(now.description))
                """
            )
        }
    }

    /// Keeps what a person typed for a move that came too late.
    static func draft(
        _ draft: CaseDraft,
        by keys: Keyring,
        in connection: Connection
    ) throws {
        let place = DraftRow.place(
            draft.owner.description,
            draft.service.text,
            draft.caseID
        )
        let body = try CaseColumn.draft.seal(draft.body, row: place, by: keys)
        try connection.execute(
            """
            INSERT INTO draft (owner, service, case_id, version, body, page, changed_at)
            VALUES (
                \(draft.owner.description), \(draft.service.text), \(draft.caseID),
                \(draft.version), \(body), \(draft.page), \(draft.changedAt.description)
            )
            ON CONFLICT (owner, service, case_id) DO UPDATE
            SET version = excluded.version, body = excluded.body, page = excluded.page,
                changed_at = excluded.changed_at
            """
        )
    }
}

/// A row of `case_note`: the text of an event, encrypted.
struct CaseNoteRow: Sendable {
    let caseID: String
    let seq: Int64
    let body: [UInt8]

    /// The row to which the cipher is bound.
    static func place(_ caseID: String, _ seq: Int64) -> String { "\(caseID) \(seq)" }

    /// Returns the texts of a case, by the numbers of their events.
    static func all(of caseID: String, in connection: Connection) throws -> [CaseNoteRow] {
        try connection.all(
            "SELECT case_id, seq, body FROM case_note WHERE case_id = \(caseID) ORDER BY seq"
        ) { row in
            CaseNoteRow(
                caseID: try row.text(0),
                seq: try row.int(1),
                body: try row.blob(2)
            )
        }
    }

    /// - Throws: `CaseError.integrityFailure`; `MissingKey`.
    func opened(by keys: Keyring) throws -> [UInt8] {
        try CaseColumn.note.open(body, row: Self.place(caseID, seq), by: keys)
    }
}

/// A row of `draft`: what a person typed, encrypted.
struct DraftRow: Sendable {
    let owner: String
    let service: String
    let caseID: String
    let body: [UInt8]

    /// The row to which the cipher is bound.
    static func place(_ owner: String, _ service: String, _ caseID: String) -> String {
        "\(owner) \(service) \(caseID)"
    }

    var place: String { Self.place(owner, service, caseID) }

    /// Returns every draft, by its key.
    static func all(in connection: Connection) throws -> [DraftRow] {
        try connection.all(
            "SELECT owner, service, case_id, body FROM draft ORDER BY owner, service, case_id"
        ) { row in
            DraftRow(
                owner: try row.text(0),
                service: try row.text(1),
                caseID: try row.text(2),
                body: try row.blob(3)
            )
        }
    }

    /// - Throws: `CaseError.integrityFailure`; `MissingKey`.
    func opened(by keys: Keyring) throws -> [UInt8] {
        try CaseColumn.draft.open(body, row: place, by: keys)
    }
}
