package import Persian
import Store

/// How far a receiver is, and what became of the last attempt.
///
/// No seal covers it: an attacker who can write the database can make a message come again or never.
package struct WebhookProgress: Sendable, Hashable {
    /// The number of the last entry of the feed that was accepted.
    package var position: Int64
    /// How often the next one was tried.
    package var tries: Int
    /// When it is tried.
    package var nextAt: Timestamp
    /// Since when every attempt has failed; nil after one that was accepted.
    package var failingSince: Timestamp?
    /// The id of a test message that waits; nil without one.
    package var test: String?
    /// What became of the last attempt: a status, or a word of `WebhookFailure`; nil before the first one.
    package var lastResult: String?
    /// When that was.
    package var lastAt: Timestamp?
    /// The worker that has it, and until when.
    var worker: String?
    var leaseUntil: Timestamp?

    /// The time of one that no worker takes.
    static let never = Timestamp(secondsSinceEpoch: 253_402_300_799)

    /// One that begins behind an entry of the feed.
    init(after position: Int64, at now: Timestamp) {
        self.position = position
        tries = 0
        nextAt = now
    }

    static let columns: SQL = """
        webhook_progress.position, webhook_progress.tries, webhook_progress.next_at,
        webhook_progress.failing_since, webhook_progress.test, webhook_progress.last_result,
        webhook_progress.last_at, webhook_progress.worker, webhook_progress.lease_until
        """

    /// Reads a row whose columns from `start` on are `columns`.
    init(_ row: borrowing Row, from start: Int = 0) throws {
        func moment(_ text: String?) throws -> Timestamp? {
            try text.map { try Timestamp(parsing: $0) }
        }
        position = try row.int(start)
        tries = Int(try row.int(start + 1))
        nextAt = try Timestamp(parsing: try row.text(start + 2))
        failingSince = try moment(try row.optionalText(start + 3))
        test = try row.optionalText(start + 4)
        lastResult = try row.optionalText(start + 5)
        lastAt = try moment(try row.optionalText(start + 6))
        worker = try row.optionalText(start + 7)
        leaseUntil = try moment(try row.optionalText(start + 8))
    }

    func insert(of webhook: String, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO webhook_progress (webhook, position, tries, next_at)
            VALUES (\(webhook), \(position), \(tries), \(nextAt.description))
            """
        )
    }

    /// Writes the row if it is still as it was read, with its worker; returns whether it was.
    func update(
        replacing former: WebhookProgress,
        of webhook: String,
        in connection: Connection
    ) throws -> Bool {
        let held: SQL =
            former.worker.map { "worker = \($0)" } ?? "worker IS NULL"
        return try connection.execute(
            """
            UPDATE webhook_progress
            SET
                position = \(position), tries = \(tries), next_at = \(nextAt.description),
                failing_since = \(failingSince?.description), test = \(test),
                last_result = \(lastResult), last_at = \(lastAt?.description), worker = \(worker),
                lease_until = \(leaseUntil?.description)
            WHERE webhook = \(webhook) AND position = \(former.position)
                AND tries = \(former.tries) AND next_at = \(former.nextAt.description) AND \(held)
            """
        ) == 1
    }

    static func find(_ webhook: String, in connection: Connection) throws -> WebhookProgress? {
        try connection.first(
            "SELECT \(columns) FROM webhook_progress WHERE webhook = \(webhook)"
        ) { try WebhookProgress($0) }
    }
}
