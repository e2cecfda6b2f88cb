package import Persian
import Store
import VerifyCore

/// How many messages wait, for the metrics.
package struct OutboxCounts: Sendable, Equatable {
    /// Messages that wait for a worker, or that a worker has.
    package let waiting: Int
    /// Messages whose result is not known.
    package let unknown: Int
    /// Seconds since the time at which the first of the waiting messages should have been taken; 0 for none.
    package let delay: Int
    /// What each budget has been charged for in this hour.
    package let used: [MessageBudget: Int]
}

extension Outbox {
    /// Returns how many messages wait.
    package func counts(at now: Timestamp) async throws -> OutboxCounts {
        let states: SQL = """
            SELECT state, count(*), min(next_at)
            FROM outbox
            WHERE state IN ('ready', 'sending', 'unknown')
            GROUP BY state
            """
        let budgets: SQL = """
            SELECT budget, used
            FROM message_budget
            WHERE hour = \(MessageBudgets.hour(of: now))
            """
        return try await database.read { connection in
            var counts: [MessageState: Int] = [:]
            var first: String?
            let rows = try connection.all(states) {
                (MessageState(rawValue: try $0.text(0)), Int(try $0.int(1)), try $0.text(2))
            }
            for case (let state?, let count, let time) in rows {
                counts[state] = count
                if state == .ready { first = time }
            }
            var used: [MessageBudget: Int] = [:]
            for (name, count) in try connection.all(
                budgets,
                { (try $0.text(0), Int(try $0.int(1))) }
            ) {
                if let budget = MessageBudget(rawValue: name) { used[budget] = count }
            }
            let due = first.flatMap { try? Timestamp(parsing: $0) } ?? now
            return OutboxCounts(
                waiting: counts[.ready, default: 0] + counts[.sending, default: 0],
                unknown: counts[.unknown, default: 0],
                delay: Int(max(0, now.secondsSinceEpoch - due.secondsSinceEpoch)),
                used: used
            )
        }
    }

    /// The most rows that `prune` deletes at a time.
    private static let pruned = 5_000

    /// Deletes messages that ended before a moment, and the budgets of former hours; returns how many messages.
    @discardableResult
    package func prune(before moment: Timestamp) async throws -> Int {
        let end = moment.description
        return try await database.write { connection in
            try connection.execute("DELETE FROM message_budget WHERE hour < \(end)")
            let ended = try connection.execute(
                """
                DELETE FROM outbox
                WHERE id IN (
                    SELECT id
                    FROM outbox
                    WHERE state IN ('sent', 'failed', 'dropped') AND next_at < \(end)
                    ORDER BY next_at, id
                    LIMIT \(Self.pruned)
                )
                """
            )
            let unknown = try connection.execute(
                """
                DELETE FROM outbox
                WHERE state IN ('ready', 'sending', 'unknown') AND state = 'unknown'
                    AND next_at = \(OutboxAttempt.never) AND lease_until < \(end)
                """
            )
            return ended + unknown
        }
    }

    /// The number of rows that are checked at a time.
    private static let checked = 1_000

    /// Checks the encrypted columns of every message against the others of its row.
    ///
    /// Calls `problem` with one sentence for each row that was made or changed by hand or that names a data key which is
    /// not in the keyring, and with one for all rows whose data key is retired or compromised.
    package func check(_ problem: (String) -> Void) async throws {
        var last = ""
        var lost = 0
        while true {
            let page: SQL = """
                SELECT \(OutboxRow.columns)
                FROM outbox
                WHERE id > \(last)
                ORDER BY id
                LIMIT \(Self.checked)
                """
            let rows = try await database.read { try $0.all(page) { try OutboxRow($0) } }
            let keys = keyring.current
            for row in rows {
                do {
                    if try row.opened(by: keys) != nil { continue }
                    if row.isOfDistrustedKey(in: keys) {
                        // With a message that has ended nothing is lost.
                        if row.state.isWaiting { lost += 1 }
                    } else {
                        problem("message \(row.id): the row was changed by hand")
                    }
                } catch {
                    problem("message \(row.id): its data key \(error.id) is not in the keyring")
                }
            }
            guard let end = rows.last?.id else { break }
            last = end
        }
        if lost > 0 {
            problem(
                "messages that wait and cannot be read, because their data key is retired or compromised: \(lost)"
            )
        }
    }
}

extension OutboxRow {
    /// Whether the content is encrypted by a key that is retired or compromised.
    func isOfDistrustedKey(in keys: Keyring) -> Bool {
        keys.dataKey(id: Array(body.prefix(4))).map { !$0.state.verifies } ?? true
    }
}
