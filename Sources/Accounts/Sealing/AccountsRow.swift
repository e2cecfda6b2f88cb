import Store
import VerifyCore

/// A row of a sealed table as the database has it, before its seal is checked.
protocol AccountsRow: Sendable {
    /// The table's name.
    static var table: SQL { get }
    /// What a sentence of `db check` calls the row: `role grant`.
    static var noun: String { get }
    /// The columns in the order in which `init` reads them.
    static var columns: SQL { get }
    /// The column of the primary key.
    static var keyColumn: SQL { get }
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws
    /// The value of the key.
    var key: SQLValue { get }
    /// How a sentence names the row; never a secret.
    var label: String { get }
    /// What the seal covers.
    var statement: RowStatement { get }
    /// The seal that the row has.
    var seal: [UInt8] { get set }
    /// Encrypts the columns again that a former data key encrypted; `review`: also those under a compromised one.
    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws
    /// Writes every column except the key, if the row still has the seal `former`; returns false otherwise.
    func update(replacing former: [UInt8], in connection: Connection) throws -> Bool
}

extension AccountsRow {
    mutating func renewCiphers(by keys: Keyring, after review: Bool) throws {}

    /// Returns the row with its new seal.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    func sealed(by keys: Keyring) throws -> Self {
        guard let seal = keys.seal(statement) else { throw AccountsError.noActiveKey }
        var row = self
        row.seal = seal
        return row
    }

    /// The verdict on the seal.
    func verdict(by keys: Keyring) -> Keyring.SealVerdict {
        keys.verdict(on: statement, sealed: seal)
    }

    /// Writes a changed row with a new seal and reads it back at the end of the transaction.
    ///
    /// - Throws: `StoreError.conflict` where the row has changed since it was read; `.notKept`.
    func save(replacing former: [UInt8], by keys: Keyring, in connection: Connection) throws {
        let row = try sealed(by: keys)
        guard try row.update(replacing: former, in: connection) else { throw StoreError.conflict }
        try row.requireKept(in: connection)
    }

    /// Reads the row again: a trigger of the database could have undone the change.
    ///
    /// - Throws: `StoreError.notKept`.
    func requireKept(in connection: Connection) throws {
        try connection.runDeferredTriggers()
        let kept = try Self.find(key, in: connection)
        guard let kept, kept.statement.bytes == statement.bytes, kept.seal == seal else {
            throw StoreError.notKept
        }
    }

    /// Returns the row with a key; nil when there is none.
    static func find(_ key: SQLValue, in connection: Connection) throws -> Self? {
        try connection.first(
            "SELECT \(columns) FROM \(table) WHERE \(keyColumn) = \(key)"
        ) { try Self($0) }
    }
}

/// The rows of a table in the order of the key.
enum AccountsRows {
    /// The most rows that are read in one query.
    static let pageSize = 500

    /// Returns the rows after a key.
    static func page<Row: AccountsRow>(
        of type: Row.Type,
        after key: SQLValue?,
        in connection: Connection
    ) throws -> [Row] {
        let condition: SQL = key.map { "WHERE \(Row.keyColumn) > \($0)" } ?? ""
        return try connection.all(
            """
            SELECT \(Row.columns)
            FROM \(Row.table)
            \(condition)
            ORDER BY \(Row.keyColumn)
            LIMIT \(pageSize)
            """
        ) { try Row($0) }
    }
}
