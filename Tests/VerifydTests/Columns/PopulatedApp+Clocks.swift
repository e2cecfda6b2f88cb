import Casework
import Persian
import Registry
import Store
import Testing

@testable import Web

extension PopulatedApp {
    /// Leaves a calendar with facts of each kind, an outage, and clocks and timers in each state.
    static func leaveClocks(_ test: TestApp) async throws {
        let (database, now) = (test.app.domain.registry.database, test.app.edge.now())
        let store = CalendarStore(database: database)
        try await loadCalendar(store, at: now)
        try await announceOutages(store, at: now)
        let clocks = Clocks(store: store) { _, _ in { _ in [] } }
        let timer = ClockTimer("due", .escalation(.due), does: "escalate")
        let office = try RunningClock(
            "office",
            #require(CalendarBudget(3, .workDays)),
            calendar: #require(ClockCalendar(stored: "office nation")),
            timers: [timer]
        )
        let term = try RunningClock(
            "term",
            #require(CalendarBudget(15, .days)),
            calendar: ClockCalendar(applicantReachedBy: ["sms"])
        )
        try await database.write { connection in
            for id in ["case-1", "case-2"] {
                let running = ClockStates(running: [office, term])
                try clocks.enter(running, of: id, sequence: 1, at: now, in: connection)
                let paused = ClockStates(running: [term], paused: ["office": "returned"])
                let later = now.adding(seconds: 60)
                try clocks.enter(paused, of: id, sequence: 2, at: later, in: connection)
                // A second span in one case, so that a span can belong to another clock.
                guard id == "case-1" else {
                    let again = now.adding(seconds: 120)
                    try clocks.enter(running, of: id, sequence: 3, at: again, in: connection)
                    try clocks.enter(paused, of: id, sequence: 4, at: again, in: connection)
                    continue
                }
                let met = now.adding(seconds: 40 * 86_400)
                try clocks.enter(ClockStates(), of: id, sequence: 3, at: met, in: connection)
            }
            try armTimers(of: "case-2", at: now, in: connection)
        }
    }

    /// Leaves an outage that waits for a second person, and one that is a fact.
    private static func announceOutages(_ store: CalendarStore, at now: Timestamp) async throws {
        let outage = try #require(
            Outage("sms", from: now.adding(seconds: -86_400), until: now)
        )
        for id in ["o1", "o2"] {
            try await store.announce(outage, id: id, reason: id, by: "first", at: now)
        }
        _ = try await store.confirm(outage: "o1", by: "second", at: now)
    }

    /// Leaves a timer that waits and one that has fired.
    private static func armTimers(
        of caseID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        for name in ["waits", "fires"] {
            try Timers.arm(name, of: caseID, sequence: 2, at: now, action: name, in: connection)
        }
        for row in try Timers.waiting(of: caseID, in: connection) where row.name == "fires" {
            _ = try row.fire(sequence: 3, in: connection)
        }
    }

    private static func loadCalendar(_ store: CalendarStore, at now: Timestamp) async throws {
        let hours = try OfficeHours(parsing: "08:00-12:00")
        let effects: [DayFact.Effect] = [.closed, .hours(hours), .open(hours)]
        let today = now.tehranDate.daysSinceEpoch
        for (scope, offset) in [(CalendarScope.nation, 0), (CalendarScope("province:tehran"), 1)] {
            var entries = effects.enumerated().map { index, effect in
                CalendarEntry(
                    scope,
                    .fact(CivilDate(daysSinceEpoch: today + 10 * index + offset), effect),
                    reason: "\(index)",
                    source: "test"
                )
            }
            let week = try #require(WeekHours(parsing: "sat-wed 07:30-14:30"))
            let from = CivilDate(daysSinceEpoch: today - 100 - offset)
            let until = CivilDate(daysSinceEpoch: today + 1_000 + offset)
            entries.append(
                CalendarEntry(
                    scope,
                    .week(from: from, until: until, week),
                    source: "\(offset)"
                )
            )
            entries.append(
                CalendarEntry(scope, .year(1405 + offset, isComplete: true), source: "\(offset)")
            )
            _ = try await store.load(entries, what: "test", by: "test", at: now)
        }
        let day = CivilDate(daysSinceEpoch: today)
        let withdrawal = CalendarEntry(.nation, .withdrawal(day), source: "test")
        _ = try await store.load([withdrawal], what: "test", by: "test", at: now)
    }
}
