package import Persian
package import Store
package import VerifyCore

/// What is searched in the audit trail; a nil field does not restrict.
package struct AuditQuery: Sendable, Hashable {
    /// The object.
    package var object: AuditObject?
    /// The origin, as `AuditActor.name`.
    package var actor: String?
    /// The first moment.
    package var from: Timestamp?
    /// The moment before which it happened.
    package var until: Timestamp?
    /// What was done.
    package var action: String?

    /// A search.
    package init(
        object: AuditObject? = nil,
        actor: String? = nil,
        from: Timestamp? = nil,
        until: Timestamp? = nil,
        action: String? = nil
    ) {
        self.object = object
        self.actor = actor
        self.from = from
        self.until = until
        self.action = action
    }
}

/// The place after which the next page of a search begins, as a text for a link.
package struct AuditCursor: Sendable, Hashable, CustomStringConvertible {
    let at: String
    let kind: String
    let id: String
    let number: Int64

    init(_ row: AuditRow) {
        (at, kind, id, number) = (row.at, row.objectKind, row.objectID, row.number)
    }

    /// Reads the text of a link; nil for another one.
    package init?(parsing text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let number = Int64(parts[3]), String(number) == parts[3],
            // No column has a control character, and PostgreSQL takes no NUL.
            !text.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return nil }
        (at, kind, id, self.number) = (parts[0], parts[1], parts[2], number)
    }

    /// The text.
    package var description: String { "\(at)~\(kind)~\(id)~\(number)" }
}

/// A page of a search.
package struct AuditPage: Sendable {
    /// The rows, the newest first.
    package let entries: [AuditEntry]
    /// Where the next page begins; nil for the last one.
    package let next: AuditCursor?
}

/// The reader of the audit trail.
package struct AuditTrail: Sendable {
    let database: Database
    let keyring: LiveKeyring

    /// The most rows of a page.
    package static let pageLimit = 200

    /// A reader.
    package init(database: Database, keyring: LiveKeyring) {
        self.database = database
        self.keyring = keyring
    }

    /// Returns the rows that a query finds, the newest first, each with the verdict on its seal.
    package func search(
        _ query: AuditQuery,
        after cursor: AuditCursor? = nil,
        limit: Int = 50
    ) async throws -> AuditPage {
        try await page(where: query.condition(after: cursor), limit: limit)
    }

    /// Reads a page of entries, the newest first, each checked with its seal.
    private func page(where condition: SQL, limit: Int) async throws -> AuditPage {
        let limit = min(max(limit, 1), Self.pageLimit)
        let page: SQL = """
            SELECT \(AuditRow.columns)
            FROM audit
            WHERE \(condition)
            ORDER BY at DESC, object_kind DESC, object_id DESC, n DESC
            LIMIT \(limit + 1)
            """
        let keys = keyring.current
        return try await database.read { connection in
            let rows = try connection.all(page) { try AuditRow($0) }
            let entries = try rows.prefix(limit).compactMap { row in
                AuditEntry(
                    row,
                    after: try AuditRow.seal(before: row, in: connection),
                    by: keys
                )
            }
            let next = rows.count > limit ? rows[limit - 1] : nil
            return AuditPage(entries: entries, next: next.map(AuditCursor.init))
        }
    }
}

extension AuditQuery {
    fileprivate func condition(after cursor: AuditCursor?) -> SQL {
        var condition: SQL = "1 = 1"
        if let object {
            condition +=
                " AND object_kind = \(object.kind.rawValue) AND object_id = \(object.id)"
        }
        if let actor { condition += " AND actor = \(actor)" }
        if let from { condition += " AND at >= \(from.description)" }
        if let until { condition += " AND at < \(until.description)" }
        if let action { condition += " AND action = \(action)" }
        if let cursor {
            condition += """
                 AND (at, object_kind, object_id, n)
                    < (\(cursor.at), \(cursor.kind), \(cursor.id), \(cursor.number))
                """
        }
        return condition
    }
}

extension AuditRow {
    /// Returns the seal of the row before one; empty for the first of an object.
    static func seal(before row: AuditRow, in connection: Connection) throws -> [UInt8] {
        guard row.number > 1 else { return [] }
        return try connection.first(
            """
            SELECT seal
            FROM audit
            WHERE object_kind = \(row.objectKind) AND object_id = \(row.objectID)
                AND n = \(row.number - 1)
            """
        ) { try $0.blob(0) } ?? []
    }
}

extension AuditEntry {
    /// A row with the verdict on its seal; nil for an object of a kind that this version does not know.
    init?(_ row: AuditRow, after previous: [UInt8], by keys: Keyring) {
        guard let kind = AuditObject.Kind(rawValue: row.objectKind) else { return nil }
        object = AuditObject(kind, row.objectID)
        number = row.number
        at = (try? Timestamp(parsing: row.at)) ?? Timestamp(secondsSinceEpoch: 0)
        actor = row.actor
        behalfOf = row.behalfOf
        action = row.action
        network = row.network
        detail = row.detail
        seal = keys.verdict(on: row.statement(after: previous), sealed: row.seal)
    }
}

extension AuditTrail {
    /// The actions by which a person of staff saw something about another person.
    package static let views = ["found", "viewed", "state-viewed"]

    /// Returns who saw something about some objects, the newest first, each with the verdict on its seal.
    ///
    /// - Throws: `StoreError`.
    package func views(
        of objects: [AuditObject],
        after cursor: AuditCursor? = nil,
        limit: Int = 50
    ) async throws -> AuditPage {
        var condition = AuditQuery().condition(after: cursor)
        condition += " AND action IN (\(list: Self.views)) AND (1 = 0"
        for (kind, members) in Dictionary(grouping: objects, by: \.kind) {
            condition += """
                 OR (object_kind = \(kind.rawValue) AND object_id IN (\(list: members.map(\.id))))
                """
        }
        condition += ")"
        return try await page(where: condition, limit: limit)
    }
}
