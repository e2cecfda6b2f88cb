import Accounts
package import Persian
import Store

/// Reading the numbers of an organisation.
extension Cases {
    /// The most closed cases of which the times are counted: a page must stay fast for the largest university.
    package static let countedCases = 50_000
    /// The most stays in steps that are counted.
    package static let countedEvents = 50_000

    /// Returns what an organisation did in some periods, which follow each other; the newest first.
    ///
    /// Reads two indexes that hold everything that it needs, and the events of one period.
    package func numbers(
        of organisation: OrganisationCode,
        in periods: [(begin: Timestamp, end: Timestamp)],
        at now: Timestamp
    ) async throws -> OrganisationNumbers {
        let code = organisation.text
        return try await roles.database.read { connection in
            let waiting = try waiting(at: code, now, in: connection)
            let rows = try closedCases(of: code, periods, in: connection)
            let closed = Self.grouped(rows, periods)
            var steps: [OrganisationNumbers.StepTime] = []
            if let newest = closed.first {
                steps = try stepTimes(
                    of: code,
                    from: newest.begin,
                    until: newest.end,
                    in: connection
                )
            }
            return OrganisationNumbers(waiting: waiting, closed: closed, steps: steps)
        }
    }

    /// The count of each cartable, from the index of the inbox.
    static func waitingSQL(at code: String, _ now: Timestamp) -> SQL {
        """
        SELECT t.role, t.service,
            (
                SELECT count(*)
                FROM case_file
                WHERE wait_role = t.role AND wait_organisation = t.organisation
                    AND service = t.service AND closed_at IS NULL
            ),
            (
                SELECT count(*)
                FROM case_file
                WHERE wait_role = t.role AND wait_organisation = t.organisation
                    AND service = t.service AND closed_at IS NULL AND due_at < \(now.description)
            )
        FROM cartable AS t
        WHERE t.organisation = \(code)
        ORDER BY t.service, t.role
        """
    }

    /// The closed cases of an organisation, from the index `case_file_of_organisation`.
    static func closedSQL(of code: String, from begin: Timestamp, until end: Timestamp) -> SQL {
        """
        SELECT service, opened_at, closed_at, late_at
        FROM case_file
        WHERE organisation = \(code) AND closed_at IS NOT NULL
            AND closed_at >= \(begin.description) AND closed_at < \(end.description)
        ORDER BY closed_at DESC
        LIMIT \(countedCases)
        """
    }

    /// The steps of the cases that were closed in a period, in the order of their events.
    static func stepsSQL(of code: String, from begin: Timestamp, until end: Timestamp) -> SQL {
        """
        SELECT c.id, c.service, e.to_step, e.at
        FROM case_file AS c
        JOIN case_event AS e ON e.case_id = c.id
        WHERE c.organisation = \(code) AND c.closed_at IS NOT NULL
            AND c.closed_at >= \(begin.description) AND c.closed_at < \(end.description)
        ORDER BY c.closed_at, c.id, e.seq
        LIMIT \(countedEvents)
        """
    }
}

extension Cases {
    private func waiting(
        at code: String,
        _ now: Timestamp,
        in connection: Connection
    ) throws -> [OrganisationNumbers.Waiting] {
        try connection.all(Self.waitingSQL(at: code, now)) { row in
            OrganisationNumbers.Waiting(
                role: try row.text(0),
                service: ServiceID(try row.text(1)),
                cases: Int(try row.int(2)),
                late: Int(try row.int(3))
            )
        }
        .filter { $0.cases > 0 }
    }

    /// A closed case, as far as the numbers need it.
    private struct ClosedCase {
        let service: String
        let seconds: Int64
        let closedAt: Timestamp
        let wasLate: Bool
    }

    private func closedCases(
        of code: String,
        _ periods: [(begin: Timestamp, end: Timestamp)],
        in connection: Connection
    ) throws -> [ClosedCase] {
        guard let begin = periods.map(\.begin).min(), let end = periods.map(\.end).max() else {
            return []
        }
        return try connection.all(Self.closedSQL(of: code, from: begin, until: end)) { row in
            let opened = try Timestamp(parsing: row.text(1))
            let closed = try Timestamp(parsing: row.text(2))
            return ClosedCase(
                service: try row.text(0),
                seconds: closed.secondsSinceEpoch - opened.secondsSinceEpoch,
                closedAt: closed,
                wasLate: !row.isNull(3)
            )
        }
    }

    private static func grouped(
        _ rows: [ClosedCase],
        _ periods: [(begin: Timestamp, end: Timestamp)]
    ) -> [OrganisationNumbers.Closed] {
        periods.flatMap { period in
            let own = rows.filter { $0.closedAt >= period.begin && $0.closedAt < period.end }
            return Dictionary(grouping: own, by: \.service).sorted { $0.key < $1.key }
                .map { service, cases in
                    OrganisationNumbers.Closed(
                        begin: period.begin,
                        end: period.end,
                        service: ServiceID(service),
                        late: cases.count { $0.wasLate },
                        durations: Durations(cases.map(\.seconds))
                    )
                }
        }
    }

    /// The stay in a step lasts from the event that leads to it to the first one that leads to another step.
    private func stepTimes(
        of code: String,
        from begin: Timestamp,
        until end: Timestamp,
        in connection: Connection
    ) throws -> [OrganisationNumbers.StepTime] {
        struct Stay: Hashable {
            let service: String
            let step: String
        }
        var times: [Stay: [Int64]] = [:]
        var current: (id: String, stay: Stay, since: Timestamp, last: Timestamp)?
        // The last event of a case closes it in the step in which it was.
        func leave() {
            guard let ended = current, ended.last > ended.since else { return }
            let seconds = ended.last.secondsSinceEpoch - ended.since.secondsSinceEpoch
            times[ended.stay, default: []].append(seconds)
        }
        let events = try connection.all(Self.stepsSQL(of: code, from: begin, until: end)) { row in
            (
                id: try row.text(0), stay: Stay(service: try row.text(1), step: try row.text(2)),
                at: try Timestamp(parsing: row.text(3))
            )
        }
        for event in events {
            if current?.id == event.id {
                current?.last = event.at
                if current?.stay == event.stay { continue }
            }
            leave()
            current = (event.id, event.stay, event.at, event.at)
        }
        leave()
        return times.sorted { ($0.key.service, $0.key.step) < ($1.key.service, $1.key.step) }
            .map { stay, seconds in
                OrganisationNumbers.StepTime(
                    service: ServiceID(stay.service),
                    step: stay.step,
                    durations: Durations(seconds)
                )
            }
    }
}
