package import Persian
package import Store

/// The feed of an organisation: which cases at its cartables changed, in the order in which the changes were committed.
///
/// A move writes a row without a number for each organisation that may see the change. One worker at a time numbers rows that
/// are committed, and readers see numbered rows only: a number that becomes visible is greater than every number that a
/// reader has seen, however long a transaction took (docs/decisions/0140-the-feed-is-numbered-after-the-commit.md).
package struct Feed: Sendable {
    let database: Database

    /// The feed of a database.
    package init(database: Database) {
        self.database = database
    }

    /// The most entries of a page.
    package static let listed = 500

    /// Where a reader continues, and what it reads.
    package enum Page: Sendable, Equatable {
        /// The entries after the place, oldest first.
        case entries([FeedEntry])
        /// Entries after the place were deleted at the end of their retention.
        case pruned
    }

    /// Returns the entries of an organisation after a number, at most `limit`; nil begins with the oldest that is kept.
    package func page(
        of organisation: OrganisationCode,
        after number: Int64?,
        limit: Int
    ) async throws -> Page {
        try await database.read { connection in
            let pruned = try Self.prunedNumber(in: connection)
            if let number, number < pruned { return .pruned }
            return .entries(
                try Self.entries(
                    of: organisation,
                    after: number ?? 0,
                    limit: min(max(limit, 1), Self.listed),
                    in: connection
                )
            )
        }
    }

    /// Returns the entries of an organisation after a number, oldest first.
    static func entries(
        of organisation: OrganisationCode,
        after number: Int64,
        limit: Int,
        in connection: Connection
    ) throws -> [FeedEntry] {
        try connection.all(
            """
            SELECT n, case_id, at
            FROM feed
            WHERE organisation = \(organisation.text) AND n > \(number)
            ORDER BY n
            LIMIT \(limit)
            """
        ) { row in
            FeedEntry(
                number: try row.int(0),
                caseID: try row.text(1),
                at: try Timestamp(parsing: try row.text(2))
            )
        }
    }

    /// The number of the last entry that was deleted; 0 for none.
    static func prunedNumber(in connection: Connection) throws -> Int64 {
        try connection.first("SELECT pruned_n FROM feed_state WHERE id = 1") { try $0.int(0) } ?? 0
    }

    /// The number that was given last; 0 for none.
    static func lastNumber(in connection: Connection) throws -> Int64 {
        try connection.first("SELECT last_n FROM feed_state WHERE id = 1") { try $0.int(0) } ?? 0
    }
}

/// One entry of the feed: a case of the organisation changed.
///
/// What changed, its reader reads in the case.
package struct FeedEntry: Sendable, Hashable {
    /// The number: the place of the entry in the order of the feed.
    package let number: Int64
    /// The case.
    package let caseID: String
    /// When it changed.
    package let at: Timestamp

    /// An entry.
    package init(number: Int64, caseID: String, at: Timestamp) {
        self.number = number
        self.caseID = caseID
        self.at = at
    }

    /// The word of the event, in the feed and in the body of a webhook.
    package static let event = "case.changed"
    /// The word of the object.
    package static let object = "case"
}
