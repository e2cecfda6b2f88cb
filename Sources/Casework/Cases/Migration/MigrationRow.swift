package import Accounts
package import Persian
import Store
import VerifyCore

/// A row of `case_migration`: a mapping that one person proposed, and another one carries out.
package struct MigrationRow: Sendable {
    /// The id.
    package let id: String
    /// The service.
    package let service: ServiceID
    /// The version of the cases.
    package let from: Int
    /// The version that they get.
    package let to: Int
    /// The fingerprints of both versions: what the two persons saw.
    let fingerprints: (from: String, to: String)
    /// The mapping, as `CaseMigration.text` writes it.
    package let mapping: String
    /// The person who proposed it.
    package let proposedBy: PersonID
    /// When.
    package let proposedAt: Timestamp
    /// The person who confirmed it; nil before.
    package var confirmedBy: PersonID?
    /// When.
    package var confirmedAt: Timestamp?
    /// When the last case was moved, or the proposal was withdrawn; nil before.
    package var endedAt: Timestamp?
    var seal: [UInt8] = []

    static let columns: SQL = """
        id, service, from_version, to_version, from_fingerprint, to_fingerprint, mapping,
        proposed_by, proposed_at, confirmed_by, confirmed_at, ended_at, seal
        """

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .caseMigration,
            .text(id),
            .text(service.text),
            .integer(Int64(from)),
            .integer(Int64(to)),
            .text(fingerprints.from),
            .text(fingerprints.to),
            .text(mapping),
            .text(proposedBy.description),
            .text(proposedAt.description),
            .init(confirmedBy?.description),
            .init(confirmedAt?.description),
            .init(endedAt?.description)
        )
    }

    /// The mapping.
    ///
    /// - Throws: `CaseError.integrityFailure` for a text that is no mapping.
    func migration() throws -> CaseMigration {
        guard let read = CaseMigration(of: service, from: from, to: to, text: mapping) else {
            throw CaseError.integrityFailure("case_migration.mapping")
        }
        return read
    }
}

extension MigrationRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        service = ServiceID(try row.text(1))
        from = Int(try row.int(2))
        to = Int(try row.int(3))
        fingerprints = (try row.text(4), try row.text(5))
        mapping = try row.text(6)
        proposedBy = PersonID(try row.text(7))
        proposedAt = try Timestamp(parsing: try row.text(8))
        confirmedBy = try row.optionalText(9).map { PersonID($0) }
        confirmedAt = try row.optionalText(10).map { try Timestamp(parsing: $0) }
        endedAt = try row.optionalText(11).map { try Timestamp(parsing: $0) }
        seal = try row.blob(12)
    }

    /// Returns every row, by its id.
    static func all(in connection: Connection) throws -> [MigrationRow] {
        try connection.all("SELECT \(columns) FROM case_migration ORDER BY proposed_at, id") {
            try MigrationRow($0)
        }
    }

    /// Returns a row; nil when there is none.
    static func find(_ id: String, in connection: Connection) throws -> MigrationRow? {
        try connection.first("SELECT \(columns) FROM case_migration WHERE id = \(id)") {
            try MigrationRow($0)
        }
    }

    /// Returns the row of a version that has not ended; nil when there is none.
    static func open(
        of service: ServiceID,
        from version: Int,
        in connection: Connection
    ) throws -> MigrationRow? {
        try connection.first(
            """
            SELECT \(columns)
            FROM case_migration
            WHERE service = \(service.text) AND from_version = \(version) AND ended_at IS NULL
            """
        ) { try MigrationRow($0) }
    }

    func insert(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO case_migration (\(Self.columns))
            VALUES (
                \(id), \(service.text), \(from), \(to), \(fingerprints.from),
                \(fingerprints.to), \(mapping), \(proposedBy), \(proposedAt.description),
                \(confirmedBy?.description), \(confirmedAt?.description),
                \(endedAt?.description), \(try keys.caseSeal(statement))
            )
            """
        )
    }

    /// Writes what changes with a new seal, where the row still has the seal that was read.
    ///
    /// - Throws: `StoreError.conflict` where another transaction changed it.
    func update(by keys: Keyring, in connection: Connection) throws {
        let count = try connection.execute(
            """
            UPDATE case_migration
            SET confirmed_by = \(confirmedBy?.description),
                confirmed_at = \(confirmedAt?.description), ended_at = \(endedAt?.description),
                seal = \(try keys.caseSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        )
        guard count == 1 else { throw StoreError.conflict }
    }
}
