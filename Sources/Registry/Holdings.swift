package import Persian
package import Store

/// How much a register holds, to compare two of them before one takes the place of the other.
package struct Holdings: Sendable, Equatable {
    /// The number of degrees, in every status.
    package let degrees: Int
    /// When the newest of them was issued; nil without degrees.
    package let newestDegree: Timestamp?
    /// The number of changes: revocations, suspensions and the like.
    package let changes: Int
    /// When the newest of them was made; nil without changes.
    package let newestChange: Timestamp?

    /// Counts a register's rows; their seals are not checked.
    package init(of database: Database) async throws {
        let (degrees, changes) = try await database.read { connection in
            (
                try Self.count("SELECT count(*), max(issued_at) FROM degree", in: connection),
                try Self.count("SELECT count(*), max(at) FROM degree_event", in: connection)
            )
        }
        (self.degrees, newestDegree) = degrees
        (self.changes, newestChange) = changes
    }

    private static func count(
        _ sql: SQL,
        in connection: Connection
    ) throws -> (Int, Timestamp?) {
        try connection.first(sql) { row in
            (Int(try row.int(0)), try row.optionalText(1).flatMap { try? Timestamp(parsing: $0) })
        } ?? (0, nil)
    }
}
