import Store
import VerifyCore

/// A sealed table of people or sign-in, page by page, for `db check --keys`.
protocol PeopleRow: Sendable {
    /// What a sentence calls the row: `person number`.
    static var noun: String { get }
    /// Returns the rows after one, in the order of the key.
    static func page(
        after last: Self?,
        limit: Int,
        in connection: Connection
    ) throws -> [Self]
    /// How a sentence names the row: an id, never a number, a name or a secret.
    var label: String { get }
    /// What the seal covers.
    var statement: RowStatement { get }
    /// The seal that the row has.
    var seal: [UInt8] { get }
}

extension PeopleRow {
    /// Calls `problem` with a sentence for each row that was made or changed by hand, or whose data key is not in the
    /// keyring.
    ///
    /// - Returns: How many rows are sealed by a compromised data key.
    static func check(
        _ database: Database,
        by keys: Keyring,
        _ problem: (String) -> Void
    ) async throws -> Int {
        var compromised = 0
        var last: Self?
        while true {
            let after = last
            let rows = try await database.read {
                try page(after: after, limit: PeoplePages.size, in: $0)
            }
            for row in rows {
                switch keys.verdict(on: row.statement, sealed: row.seal) {
                case .broken: problem("\(noun) \(row.label): the row does not match its seal")
                case .undecided(let missing):
                    problem(
                        "\(noun) \(row.label): its data key \(missing.id) is not in the keyring"
                    )
                case .distrusted(.compromised): compromised += 1
                case .intact, .distrusted: break
                }
            }
            guard let end = rows.last else { return compromised }
            last = end
        }
    }
}

/// The pages in which whole tables are read.
enum PeoplePages {
    /// Rows in one read.
    static let size = 500
}

/// A row whose primary key is the text `id`.
protocol PeopleRowWithID: PeopleRow {
    /// The table's name.
    static var table: SQL { get }
    /// The columns in the order in which `init` reads them.
    static var columns: SQL { get }
    /// The primary key.
    var id: String { get }
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws
}

extension PeopleRowWithID {
    var label: String { id }

    static func page(after last: Self?, limit: Int, in connection: Connection) throws -> [Self] {
        try connection.all(
            """
            SELECT \(columns)
            FROM \(table)
            WHERE id > \(last?.id ?? "")
            ORDER BY id
            LIMIT \(limit)
            """
        ) { try Self($0) }
    }
}
