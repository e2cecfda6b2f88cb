import Accounts
import Store

/// The rows of `case_party`; their seal is that of the events (`CaseState`).
extension CaseParty {
    private static let columns: SQL = "role, ordinal, person, organisation, since_seq, until_seq"

    /// Reads a row of `columns`.
    private init(_ row: borrowing Row) throws {
        self.init(
            role: try StoredWord.required(try row.text(0), "case_party.role"),
            ordinal: Int(try row.int(1)),
            person: try row.optionalText(2).map { PersonID($0) },
            organisation: try row.optionalText(3).map { OrganisationCode($0) },
            sinceSeq: try row.int(4),
            untilSeq: try row.optionalInt(5)
        )
    }

    /// Returns the parties of a case whose part lasts.
    static func all(of caseID: String, in connection: Connection) throws -> [CaseParty] {
        try connection.all(
            """
            SELECT \(columns)
            FROM case_party
            WHERE case_id = \(caseID) AND until_seq IS NULL
            ORDER BY role, ordinal
            """
        ) { try CaseParty($0) }
    }

    func insert(of caseID: String, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO case_party (case_id, \(Self.columns))
            VALUES (
                \(caseID), \(role.rawValue), \(ordinal), \(person?.description),
                \(organisation?.text), \(sinceSeq), \(untilSeq)
            )
            """
        )
    }
}

/// The rows of `field_return`.
extension FieldReturn {
    private static let columns: SQL = "field, ordinal, reason, note, answered_by_submission"

    /// Returns what was returned of a submission.
    static func all(
        of caseID: String,
        submission: Int,
        in connection: Connection
    ) throws -> [FieldReturn] {
        try connection.all(
            """
            SELECT \(columns)
            FROM field_return
            WHERE case_id = \(caseID) AND submission = \(submission)
            ORDER BY field, ordinal
            """
        ) { row in
            FieldReturn(
                field: try row.text(0),
                ordinal: Int(try row.int(1)),
                reason: try row.text(2),
                note: try row.optionalText(3),
                answeredBySubmission: try row.optionalInt(4).map { Int($0) }
            )
        }
    }

    /// Writes what goes back; a field that was returned before gets the new reason.
    func write(of caseID: String, submission: Int, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO field_return (case_id, submission, \(Self.columns))
            VALUES (
                \(caseID), \(submission), \(field), \(ordinal), \(reason), \(note),
                \(answeredBySubmission)
            )
            ON CONFLICT (case_id, submission, field, ordinal) DO UPDATE
            SET reason = excluded.reason, note = excluded.note
            """
        )
    }

    /// Marks what was returned of a submission as answered by the next one.
    static func answer(
        _ caseID: String,
        submission: Int,
        by next: Int,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            UPDATE field_return
            SET answered_by_submission = \(next)
            WHERE case_id = \(caseID) AND submission = \(submission)
                AND answered_by_submission IS NULL
            """
        )
    }
}
