package import Persian
import Store

/// An outage in the database: announced by one person, a fact when another one has confirmed it.
package struct OutageRow: Sendable, Equatable {
    /// A random UUID.
    package let id: String
    /// What did not work: `sms`, `email`, `network`, `region:abroad`.
    package let reach: String
    /// When it began, RFC 3339.
    package let fromAt: String
    /// When it ended, RFC 3339.
    package let untilAt: String
    /// Why.
    package let reason: String
    /// Who announced it.
    package let announcedBy: String
    /// When it was announced.
    package let announcedAt: String
    /// The other person; nil while it waits for one.
    package let confirmedBy: String?
    /// When it was confirmed.
    package let confirmedAt: String?
    /// The number of the change; nil while it waits.
    package let change: Int64?

    static let columns: SQL = """
        id, reach, from_at, until_at, reason, announced_by, announced_at, confirmed_by, confirmed_at,
        change
        """
    static let confirmed: SQL = """
        SELECT \(columns)
        FROM outage
        WHERE change IS NOT NULL
        ORDER BY change
        """

    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        reach = try row.text(1)
        fromAt = try row.text(2)
        untilAt = try row.text(3)
        reason = try row.text(4)
        announcedBy = try row.text(5)
        announcedAt = try row.text(6)
        confirmedBy = try row.optionalText(7)
        confirmedAt = try row.optionalText(8)
        change = try row.optionalInt(9)
    }

    /// The outage as a value; nil for a row whose times cannot be read.
    var outage: Outage? {
        guard let from = try? Timestamp(parsing: fromAt),
            let until = try? Timestamp(parsing: untilAt)
        else { return nil }
        return Outage(reach, from: from, until: until)
    }
}

/// Why an outage is not announced or confirmed.
package enum OutageError: Error, Equatable, Sendable {
    /// No outage has this id.
    case unknown
    /// It is confirmed already.
    case confirmed
    /// The person who announced it cannot confirm it.
    case samePerson
}

extension OutageError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .unknown: "no outage has this id"
        case .confirmed: "the outage is confirmed already"
        case .samePerson: "the person who announced an outage cannot confirm it"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String {
        switch self {
        case .unknown, .confirmed: "verify-cli calendar outage list shows the outages"
        case .samePerson: "another person confirms it, from another account of this machine"
        }
    }
}

extension CalendarStore {
    /// Returns every outage, the one that was announced last first; those that wait for confirmation too.
    package func outages() async throws -> [OutageRow] {
        try await database.read { connection in
            try connection.all(
                "SELECT \(OutageRow.columns) FROM outage ORDER BY announced_at DESC, id"
            ) { try OutageRow($0) }
        }
    }

    /// Keeps an outage that a person announced; it extends no term until another person confirms it.
    ///
    /// `id` is a random UUID.
    package func announce(
        _ outage: Outage,
        id: String,
        reason: String,
        by person: String,
        at now: Timestamp
    ) async throws {
        _ = try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO outage
                    (id, reach, from_at, until_at, reason, announced_by, announced_at)
                VALUES (
                    \(id), \(outage.reach), \(outage.from.description), \(outage.until.description),
                    \(reason), \(person), \(now.description)
                )
                """
            )
        }
    }

    /// Makes an outage a fact, with the number of a change that extends the terms of applicants.
    ///
    /// - Throws: `OutageError`, `StoreError`.
    package func confirm(
        outage id: String,
        by person: String,
        at now: Timestamp
    ) async throws -> Int64 {
        try await database.write { connection in
            let found = try connection.first(
                "SELECT \(OutageRow.columns) FROM outage WHERE id = \(id)"
            ) { try OutageRow($0) }
            guard let found else { throw OutageError.unknown }
            guard found.change == nil else { throw OutageError.confirmed }
            guard found.announcedBy != person else { throw OutageError.samePerson }
            let what = "outage \(found.reach) \(found.fromAt) \(found.untilAt)"
            let change = try Self.record(what, by: person, at: now, in: connection)
            try connection.execute(
                """
                UPDATE outage
                SET confirmed_by = \(person), confirmed_at = \(now.description), change = \(change)
                WHERE id = \(id) AND change IS NULL
                """
            )
            return change
        }
    }
}
