package import Persian
import Store

/// The searches of staff, for the alarm on unusual numbers.
extension Roles {
    /// The action of a search in the audit trail, at the person who searched.
    package static let searched = "searched"
    /// The searches of one person in 24 hours from which an administrator should ask why.
    package static let unusualSearches = 60

    /// Returns the most searches that one person made in the last 24 hours, and the id of that person; nil for none.
    package func mostSearches(at now: Timestamp) async throws -> (person: String, count: Int)? {
        let start = now.adding(seconds: -86_400).description
        return try await database.read { connection in
            try connection.first(
                """
                SELECT object_id, count(*)
                FROM audit
                WHERE at > \(start) AND object_kind = 'person' AND action = \(Self.searched)
                GROUP BY object_id
                ORDER BY 2 DESC, 1
                LIMIT 1
                """
            ) { (try $0.text(0), Int(try $0.int(1))) }
        }
    }
}
