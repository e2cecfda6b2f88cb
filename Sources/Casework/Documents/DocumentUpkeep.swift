package import Persian
import Store
import VerifyCore

extension Documents {
    /// The documents of one transaction: their chunks are some megabytes each.
    private static let atOnce = 20

    /// Deletes the files that no case uses and that were uploaded before a moment; returns how many.
    ///
    /// Uploads that never ended are among them.
    @discardableResult
    package func prune(before moment: Timestamp) async throws -> Int {
        var count = 0
        while true {
            let deleted = try await database.write { connection in
                let ids = try connection.all(
                    """
                    SELECT id
                    FROM document
                    WHERE case_id IS NULL AND received_at < \(moment.description)
                    ORDER BY received_at
                    LIMIT \(Self.atOnce)
                    """
                ) { try $0.text(0) }
                for id in ids {
                    try DocumentChunk.deleteAll(of: id, in: connection)
                    try connection.execute("DELETE FROM document WHERE id = \(id)")
                }
                return ids.count
            }
            count += deleted
            if deleted < Self.atOnce { return count }
        }
    }

    /// Removes the bytes of the files of a case at the end of their retention; returns how many files.
    ///
    /// Rows, hashes and decisions stay: the record of a degree has the hashes of its files. A row whose seal is not intact
    /// stays as it is, and `check` names it.
    @discardableResult
    package func removeBytes(of caseID: String) async throws -> Int {
        try await database.write { connection in
            let keys = keyring.current
            let rows = try DocumentRow.all(of: caseID, in: connection).filter { row in
                row.state == .stored && keys.verdict(on: row.statement, sealed: row.seal) == .intact
            }
            for var row in rows {
                try DocumentChunk.deleteAll(of: row.id, in: connection)
                row.state = .removed
                try row.update(by: keys, in: connection)
            }
            return rows.count
        }
    }
}
