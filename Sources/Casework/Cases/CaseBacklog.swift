package import Persian
import Store

/// What in the work of all offices is late or stuck, counted for those who supervise it.
package struct CaseBacklog: Sendable, Hashable {
    /// The open cases.
    package internal(set) var open = 0
    /// The open cases past their due.
    package internal(set) var late = 0
    /// Those of them that are far late.
    package internal(set) var farLate = 0
    /// The cartables without a holder, by state.
    package internal(set) var withoutHolder: [Cartable.State: Int] = [:]
    /// Those of them past the day on which they must have one.
    package internal(set) var overdueCartables = 0
    /// The timers that should have fired an hour ago: no worker runs, or their cases cannot be read.
    package internal(set) var overdueTimers = 0
    /// The versions of services with open cases that this program does not have: `name/2`.
    package internal(set) var missingDefinitions: [String] = []
}

extension Cases {
    /// Counts what is late or stuck.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that was changed by hand; `StoreError`.
    package func backlog(at now: Timestamp) async throws -> CaseBacklog {
        let farLate = cartables.groupLimits(at: now).farLate.description
        let hourAgo = now.adding(seconds: -3_600).description
        return try await database.read { connection in
            var backlog = CaseBacklog()
            let counted = try connection.first(
                """
                SELECT
                    count(*),
                    count(CASE WHEN due_at < \(now.description) THEN 1 END),
                    count(CASE WHEN due_at < \(farLate) THEN 1 END)
                FROM case_file
                WHERE closed_at IS NULL
                """
            ) { (Int(try $0.int(0)), Int(try $0.int(1)), Int(try $0.int(2))) }
            (backlog.open, backlog.late, backlog.farLate) = counted ?? (0, 0, 0)
            let states = try connection.all(
                """
                SELECT state, count(*), count(CASE WHEN due_at < \(now.description) THEN 1 END)
                FROM cartable
                WHERE due_at IS NOT NULL
                GROUP BY state
                """
            ) { (try $0.text(0), Int(try $0.int(1)), Int(try $0.int(2))) }
            for (word, count, overdue) in states {
                guard let state = Cartable.State(rawValue: word) else { continue }
                backlog.withoutHolder[state] = count
                backlog.overdueCartables += overdue
            }
            backlog.overdueTimers = try Self.count(
                """
                SELECT count(*)
                FROM timer
                WHERE fired_seq IS NULL AND cancelled_seq IS NULL AND fire_at <= \(hourAgo)
                """,
                in: connection
            )
            backlog.missingDefinitions = try ServiceReleases.openCases(in: connection)
                .filter { catalog[$0.service, $0.version] == nil }
                .map { "\($0.service)/\($0.version)" }
            return backlog
        }
    }

    private static func count(_ sql: SQL, in connection: Connection) throws -> Int {
        Int(try connection.first(sql) { try $0.int(0) } ?? 0)
    }
}
