import Persian
import Store
import VerifyCore

/// A row of `fact` with its seal.
struct FactRow: Sendable {
    let caseID: String
    var fact: Fact
    let isGlobal: Bool
    var seal: [UInt8] = []

    static let columns: SQL = "case_id, kind, key, body, source, at, is_global, used_by_seq, seal"

    /// Returns the facts of a case, the oldest first.
    static func all(of caseID: String, in connection: Connection) throws -> [FactRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM fact
            WHERE case_id = \(caseID)
            ORDER BY at, kind, key
            """
        ) { try FactRow($0) }
    }

    /// Returns a fact of a case; nil when there is none.
    static func find(
        _ kind: String,
        key: String,
        of caseID: String,
        in connection: Connection
    ) throws -> FactRow? {
        try connection.first(
            """
            SELECT \(columns)
            FROM fact
            WHERE case_id = \(caseID) AND kind = \(kind) AND key = \(key)
            """
        ) { try FactRow($0) }
    }

    /// Returns whether a fact exists: in the case, and for a kind that is global in any case.
    static func exists(
        _ kind: FactKind,
        key: String,
        of caseID: String,
        in connection: Connection
    ) throws -> Bool {
        let global: SQL =
            kind.isGlobal ? " OR (kind = \(kind.name) AND key = \(key) AND is_global = 1)" : ""
        return try connection.first(
            """
            SELECT 1
            FROM fact
            WHERE (case_id = \(caseID) AND kind = \(kind.name) AND key = \(key))\(global)
            """
        ) { _ in true } ?? false
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .fact,
            .text(caseID),
            .text(fact.kind),
            .text(fact.key),
            .text(fact.body),
            .text(fact.source),
            .text(fact.at.description),
            .integer(isGlobal ? 1 : 0),
            .init(fact.usedBySeq)
        )
    }
}

extension FactRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        caseID = try row.text(0)
        fact = Fact(
            kind: try row.text(1),
            key: try row.text(2),
            body: try row.text(3),
            source: try row.text(4),
            at: try Timestamp(parsing: try row.text(5)),
            usedBySeq: try row.optionalInt(7)
        )
        isGlobal = try row.bool(6)
        seal = try row.blob(8)
    }

    /// Marks the fact as used by an event.
    ///
    /// - Throws: `StoreError.conflict` where another event used it.
    func use(by seq: Int64, keys: Keyring, in connection: Connection) throws {
        var used = self
        used.fact.usedBySeq = seq
        let changed = try connection.execute(
            """
            UPDATE fact
            SET used_by_seq = \(seq), seal = \(try keys.caseSeal(used.statement))
            WHERE case_id = \(caseID) AND kind = \(fact.kind) AND key = \(fact.key)
                AND used_by_seq IS NULL AND seal = \(seal)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }

    /// Stores a fact with its seal.
    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO fact (\(Self.columns))
            VALUES (
                \(caseID), \(fact.kind), \(fact.key), \(fact.body), \(fact.source),
                \(fact.at.description), \(isGlobal), \(fact.usedBySeq),
                \(try keys.caseSeal(statement))
            )
            """
        )
    }
}
