import Accounts
import Persian
import Store
import VerifyCore

/// A row of `document` as the database has it, before its seal is checked.
struct DocumentRow: Sendable {
    let id: String
    var caseID: String?
    var owner: PersonID?
    var state: State
    var receivedAt: Timestamp
    /// What is known when all bytes have come; nil before.
    var content: Content?
    var seal: [UInt8] = []

    /// What becomes of the bytes (`document.state`).
    enum State: String, Sendable, SQLBindable {
        /// They arrive.
        case receiving
        /// They are stored.
        case stored
        /// They were removed; the row and its hash stay.
        case removed
    }

    /// The columns about the bytes that are kept.
    struct Content: Sendable, Hashable {
        let hash: [UInt8]
        let bytes: Int64
        let chunks: Int64
        let kind: String
        let width: Int64?
        let height: Int64?
        let isStripped: Bool
    }

    static let columns: SQL = """
        id, case_id, owner, state, received_at, hash, bytes, chunks, kind, width, height, stripped,
        seal
        """

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .storedDocument,
            .text(id),
            .init(caseID),
            .init(owner?.description),
            .text(state.rawValue),
            .text(receivedAt.description),
            .init(content?.hash),
            .integer(content?.bytes ?? 0),
            .integer(content?.chunks ?? 0),
            .init(content?.kind),
            .init(content?.width),
            .init(content?.height),
            .integer(content?.isStripped == true ? 1 : 0)
        )
    }

    /// The name of the row in messages.
    var name: String { "document \(id)" }
}

extension DocumentRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        caseID = try row.optionalText(1)
        owner = try row.optionalText(2).map { PersonID($0) }
        state = try StoredWord.required(try row.text(3), "document.state")
        receivedAt = try Timestamp(parsing: try row.text(4))
        if let hash = try row.optionalBlob(5) {
            content = Content(
                hash: hash,
                bytes: try row.int(6),
                chunks: try row.int(7),
                kind: try row.text(8),
                width: try row.optionalInt(9),
                height: try row.optionalInt(10),
                isStripped: try row.bool(11)
            )
        }
        seal = try row.blob(12)
    }

    /// Returns the row with an id; nil when there is none.
    static func find(_ id: String, in connection: Connection) throws -> DocumentRow? {
        try connection.first("SELECT \(columns) FROM document WHERE id = \(id)") {
            try DocumentRow($0)
        }
    }

    /// Returns the row of a case that has these bytes; nil when there is none.
    static func find(
        hash: [UInt8],
        of caseID: String,
        in connection: Connection
    ) throws -> DocumentRow? {
        try connection.first(
            """
            SELECT \(columns)
            FROM document
            WHERE case_id = \(caseID) AND hash = \(hash) AND state = 'stored'
            """
        ) { try DocumentRow($0) }
    }

    /// Returns the row with these bytes that a person has uploaded and no case uses; nil when there is none.
    static func find(
        hash: [UInt8],
        of owner: PersonID,
        in connection: Connection
    ) throws -> DocumentRow? {
        try connection.first(
            "SELECT \(columns) FROM document WHERE owner = \(owner) AND hash = \(hash)"
        ) { try DocumentRow($0) }
    }

    /// Returns the rows of a case.
    static func all(of caseID: String, in connection: Connection) throws -> [DocumentRow] {
        try connection.all(
            "SELECT \(columns) FROM document WHERE case_id = \(caseID) ORDER BY id"
        ) { try DocumentRow($0) }
    }

    /// Returns the next rows by id.
    static func page(
        after id: String,
        limit: Int,
        in connection: Connection
    ) throws -> [DocumentRow] {
        try connection.all(
            "SELECT \(columns) FROM document WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ) { try DocumentRow($0) }
    }
}

extension DocumentRow {
    /// Stores a new row with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO document (\(Self.columns))
            VALUES (
                \(id), \(caseID), \(owner), \(state), \(receivedAt.description), \(content?.hash),
                \(content?.bytes ?? 0), \(content?.chunks ?? 0), \(content?.kind),
                \(content?.width), \(content?.height), \(content?.isStripped ?? false),
                \(try keys.caseSeal(statement))
            )
            """
        )
    }

    /// Writes the columns that change, with a new seal, where the row still has the seal that was read.
    ///
    /// - Throws: `CaseError.integrityFailure` where it has another one or does not exist.
    func update(by keys: Keyring, in connection: Connection) throws {
        let count = try connection.execute(
            """
            UPDATE document
            SET case_id = \(caseID), owner = \(owner), state = \(state),
                received_at = \(receivedAt.description), hash = \(content?.hash),
                bytes = \(content?.bytes ?? 0), chunks = \(content?.chunks ?? 0),
                kind = \(content?.kind), width = \(content?.width), height = \(content?.height),
                stripped = \(content?.isStripped ?? false), seal = \(try keys.caseSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        )
        guard count == 1 else { throw CaseError.integrityFailure(name) }
    }

    /// Deletes the row with its bytes.
    func delete(in connection: Connection) throws {
        try DocumentChunk.deleteAll(of: id, in: connection)
        try connection.execute("DELETE FROM document WHERE id = \(id)")
    }
}
