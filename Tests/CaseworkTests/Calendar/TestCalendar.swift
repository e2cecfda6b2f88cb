import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

/// A calendar and clocks over an empty database, with the official calendar loaded.
struct TestCalendar: Sendable {
    let database: Database
    let store: CalendarStore
    let clocks: Clocks
    /// The times without holder of the office in every case; empty at first.
    let vacancies = Collected<ClockPause>()

    /// The cases that could not be computed again.
    let failures = Collected<String>()

    /// Saturday 7 Azar 1405, 09:00 in Tehran.
    static let start = moment("1405/09/07", "09:00")

    /// Runs `body` over a fresh database, which is removed afterwards.
    static func with(
        _ engine: TestEngine,
        official: Bool = true,
        _ body: (TestCalendar) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(CaseworkTables.migrations)
            let test = TestCalendar(database)
            if official { try await test.load(OfficialCalendar.entries) }
            try await body(test)
        }
    }

    private init(_ database: Database) {
        self.database = database
        store = CalendarStore(database: database)
        let vacancies = vacancies
        clocks = Clocks(store: store) { _, _ in { _ in vacancies.all } }
    }

    /// A moment in Tehran.
    static func moment(_ day: String, _ time: String) -> Timestamp {
        let date = (try? TypedDate.parse(day)) ?? CivilDate(daysSinceEpoch: 0)
        return (try? Timestamp(parsing: "\(date)T\(time):00+03:30"))
            ?? Timestamp(secondsSinceEpoch: 0)
    }

    /// Loads lines as one change.
    @discardableResult
    func load(_ entries: [CalendarEntry], at now: Timestamp = start) async throws -> CalendarImport
    {
        try await store.load(entries, what: "test", by: "test", at: now)
    }

    /// Loads a fact of the nation, or withdraws it.
    @discardableResult
    func load(
        _ content: (CivilDate) -> CalendarEntry.Content,
        on day: String,
        scope: CalendarScope = .nation,
        at now: Timestamp = start
    ) async throws -> CalendarImport {
        let date = try TypedDate.parse(day)
        return try await load([CalendarEntry(scope, content(date), source: "test")], at: now)
    }

    /// Moves a case to a step with these clocks.
    @discardableResult
    func enter(
        _ states: ClockStates,
        of id: String = "c1",
        sequence: Int64,
        at now: Timestamp
    ) async throws -> [String: DueTime] {
        let clocks = clocks
        return try await database.write {
            try clocks.enter(states, of: id, sequence: sequence, at: now, in: $0)
        }
    }

    /// The clock of a case.
    func clock(_ name: String = "office", of id: String = "c1") async throws -> ClockRow? {
        let clocks = clocks
        return try await database.read { connection in
            #expect(try clocks.problems(of: id, in: connection) == [])
            return try clocks.clocks(of: id, in: connection).first { $0.clock.name == name }?.clock
        }
    }

    /// Computes due times again; returns what moved, once where a transaction was run again.
    func recompute(at now: Timestamp, event: Int64? = nil) async throws -> [MovedClock] {
        let moved = Collected<MovedClock>()
        let recomputation = ClockRecomputation(clocks) { change, _ in
            moved.add(change)
            return event
        } failed: { id, _ in
            failures.add(id)
        }
        try await recomputation.run { now }
        var seen: Set<[String]> = []
        return moved.all.filter { seen.insert([$0.clock.caseID, $0.clock.name]).inserted }
    }

    /// The timers of a case that wait, by name.
    func timers(of id: String = "c1") async throws -> [String: Timestamp] {
        let rows = try await database.read { try Timers.waiting(of: id, in: $0) }
        return Dictionary(rows.map { ($0.name, $0.fireAt) }) { first, _ in first }
    }
}

extension ClockCalendar {
    /// An office of the nation.
    static let office =
        ClockCalendar(stored: "office nation") ?? ClockCalendar(applicantReachedBy: [])
    static let applicant = ClockCalendar(applicantReachedBy: ["sms"])
}

extension RunningClock {
    /// A clock of some work days of an office.
    static func office(
        _ days: Int = 3,
        _ calendar: ClockCalendar = .office,
        timers: [ClockTimer] = []
    ) throws -> RunningClock {
        RunningClock(
            "office",
            try #require(CalendarBudget(days, .workDays)),
            calendar: calendar,
            timers: timers
        )
    }
}
