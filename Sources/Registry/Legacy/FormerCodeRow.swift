import Persian
import Store
import VerifyCore

/// A row of `legacy_code` as the database has it, before its seal is checked.
struct FormerCodeRow: Sendable, Equatable {
    /// The keyed hash of the code.
    let hash: [UInt8]
    let importedAt: String
    private let statusCode: Int64
    private let statusAt: String?
    private let statusReason: Int64?
    private let degree: [UInt8]?
    /// Nil in a row that an earlier version of the program imported.
    private(set) var seal: [UInt8]?

    static let columns: SQL = """
        hash, imported_at, status, status_at, status_reason, degree, seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        hash = try row.blob(0)
        importedAt = try row.text(1)
        statusCode = try row.int(2)
        statusAt = try row.optionalText(3)
        statusReason = try row.optionalInt(4)
        degree = try row.optionalBlob(5)
        seal = try row.optionalBlob(6)
    }

    /// A row that is to be written.
    ///
    /// - Throws: `RegistryError.noActiveKey` when nothing can seal it.
    init(
        hash: [UInt8],
        importedAt: String,
        _ status: FormerCode.Status,
        sealedBy keys: Keyring
    ) throws(RegistryError) {
        self.hash = hash
        self.importedAt = importedAt
        statusCode = status.code
        statusAt = status.since?.description
        statusReason = status.reason.map { Int64($0.code) }
        degree = status.degree?.bytes
        guard let seal = keys.seal(statement) else { throw .noActiveKey(.data) }
        self.seal = seal
    }

    /// The status that the columns hold; nil for a combination that no status has.
    var status: FormerCode.Status? {
        switch (statusCode, statusAt, statusReason, degree) {
        case (0, nil, nil, nil):
            return .inForce
        case (1, let moment?, let code?, nil):
            guard let since = try? Timestamp(parsing: moment),
                let reason = UInt64(exactly: code).flatMap(RevocationReason.init(code:))
            else { return nil }
            return .withdrawn(reason, since: since)
        case (2, let moment?, nil, let bytes?):
            guard let since = try? Timestamp(parsing: moment), let degree = RecordID(bytes) else {
                return nil
            }
            return .linked(degree, since: since)
        default:
            return nil
        }
    }

    /// Checks the seal; nil for a row without one.
    func verdict(by keys: Keyring) -> Keyring.SealVerdict? {
        seal.map { keys.verdict(on: statement, sealed: $0) }
    }

    /// What the seal covers: every column.
    private var statement: RowStatement {
        RowStatement(
            .formerCode,
            .bytes(hash),
            .text(importedAt),
            .integer(statusCode),
            .init(statusAt),
            statusReason.map { .integer($0) } ?? .none,
            degree.map { .bytes($0) } ?? .none
        )
    }
}

extension FormerCodeRow {
    private static let byHash = PreparedSQL { (hash: [UInt8]) in
        "SELECT \(columns) FROM legacy_code WHERE hash = \(hash)"
    }

    private static let insertion = PreparedSQL { (row: FormerCodeRow) in
        """
        INSERT INTO legacy_code (hash, imported_at, status, status_at, status_reason, degree, seal)
        VALUES (
            \(row.hash), \(row.importedAt), \(row.statusCode), \(row.statusAt),
            \(row.statusReason), \(row.degree), \(row.seal)
        )
        ON CONFLICT (hash) DO NOTHING
        """
    }

    /// Returns the row of a code under the first of some data keys that has one.
    static func find(
        _ code: FormerCode,
        under keys: some Sequence<DataKey>,
        in connection: Connection
    ) throws -> FormerCodeRow? {
        for key in keys {
            let found = try connection.first(byHash(code.hash(under: key))) { row in
                try FormerCodeRow(row)
            }
            if let found { return found }
        }
        return nil
    }

    /// Inserts the row; returns false when another transaction has inserted one with this hash.
    func insert(in connection: Connection) throws -> Bool {
        try connection.execute(Self.insertion(self)) == 1
    }

    /// Writes the row over the one with the same hash.
    ///
    /// - Throws: `RegistryError.changedMeanwhile` when there is none.
    func update(in connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE legacy_code
            SET
                imported_at = \(importedAt), status = \(statusCode), status_at = \(statusAt),
                status_reason = \(statusReason), degree = \(degree), seal = \(seal)
            WHERE hash = \(hash)
            """
        )
        guard changed == 1 else { throw RegistryError.changedMeanwhile }
    }

    /// Reads the row again, at the end of the transaction: a trigger or a rule of the database could have undone it.
    ///
    /// - Throws: `StoreError.notKept`.
    func requireKept(in connection: Connection) throws {
        try connection.runDeferredTriggers()
        let kept = try connection.first(Self.byHash(hash)) { try FormerCodeRow($0) }
        guard kept == self else { throw StoreError.notKept }
    }
}
