import Store
import VerifyCore

/// A sealed table of people or sign-in, page by page: for `db check --keys`, and for sealing again after a rotation.
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

/// A sealed table whose rows live longer than a data key.
protocol RenewableRow: PeopleRow {
    /// Encrypts and hashes again what a former data key did.
    mutating func renew(by keys: Keyring) throws
    /// Writes every column with a new seal, if the row is still as it was read; false otherwise.
    func rewrite(by keys: Keyring, in connection: Connection) throws -> Bool
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
                    problem("\(noun) \(row.label): its data key \(missing.id) is not in the keyring")
                case .distrusted(.compromised): compromised += 1
                case .intact, .distrusted: break
                }
            }
            guard let end = rows.last else { return compromised }
            last = end
        }
    }
}

extension RenewableRow {
    /// Seals every intact row again that a former data key sealed.
    ///
    /// - Returns: How many rows were sealed again.
    static func reseal(_ database: Database, by keys: Keyring) async throws -> Int {
        guard let active = keys.activeDataKey else { throw AccountsError.noActiveKey }
        var (count, last) = (0, Self?.none)
        while true {
            let after = last
            let (end, renewed) = try await database.write { connection in
                let rows = try page(after: after, limit: PeoplePages.size, in: connection)
                var renewed = 0
                for var row in rows
                where !row.seal.starts(with: active.id)
                    && keys.verdict(on: row.statement, sealed: row.seal) == .intact
                {
                    try row.renew(by: keys)
                    if try row.rewrite(by: keys, in: connection) { renewed += 1 }
                }
                return (rows.last, renewed)
            }
            count += renewed
            guard let end else { return count }
            last = end
        }
    }
}

/// The pages in which whole tables are read.
enum PeoplePages {
    /// Rows in one read or transaction.
    static let size = 500
}

extension EncryptedColumn {
    /// Encrypts a value again under the active data key; nil stays nil.
    ///
    /// - Throws: `PeopleError.brokenSeal` for a value that no key of the keyring opens.
    func renewed(_ sealed: [UInt8]?, of row: String, by keys: Keyring) throws -> [UInt8]? {
        guard let sealed else { return nil }
        guard let value = try open(sealed, row: row, by: keys) else {
            throw PeopleError.brokenSeal(table: table)
        }
        return try seal(value, row: row, by: keys)
    }
}
