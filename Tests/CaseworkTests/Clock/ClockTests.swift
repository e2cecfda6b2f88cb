import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

struct ClockTests {
    private static func moment(_ day: Int, _ time: String) -> Timestamp {
        TestCalendar.moment("1405/09/\(day < 10 ? "0" : "")\(day)", time)
    }

    @Test(arguments: TestEngine.allCases)
    func `a clock runs, stands still, resumes and is met`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine) { test in
            let running = ClockStates(running: [try .office()])
            let dues = try await test.enter(running, sequence: 1, at: Self.moment(7, "09:00"))
            #expect(dues["office"]?.moment == Self.moment(10, "14:30"))
            let paused = ClockStates(paused: ["office": "returned"])
            #expect(try await test.enter(paused, sequence: 2, at: Self.moment(8, "10:00")) == [:])
            #expect(try await test.clock()?.due == nil)
            // A second move in the step that pauses changes nothing.
            try await test.enter(paused, sequence: 3, at: Self.moment(8, "11:00"))
            let resumed = try await test.enter(running, sequence: 4, at: Self.moment(9, "10:00"))
            // No closing was passed before the pause, and the day of resumption does not count.
            #expect(resumed["office"]?.moment == Self.moment(14, "14:30"))
            try await test.enter(ClockStates(), sequence: 5, at: Self.moment(10, "10:00"))
            let met = try #require(try await test.clock())
            #expect(met.metAt == Self.moment(10, "10:00") && met.breachedAt == nil)
            // A case that was sent back resumes the clock: no closing had passed, so the whole budget is left.
            let back = try await test.enter(running, sequence: 6, at: Self.moment(10, "12:00"))
            #expect(back["office"]?.moment == Self.moment(15, "14:30"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a closure moves the due times that it reaches, and no others`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            for number in 1...50 {
                let days = number.isMultiple(of: 2) ? 3 : 1
                try await test.enter(
                    ClockStates(running: [try .office(days)]),
                    of: "c\(number)",
                    sequence: 1,
                    at: Self.moment(7, "09:00")
                )
            }
            let day = try TypedDate.parse("1405/09/09")
            let entry = CalendarEntry(.nation, .fact(day, .closed), source: "test")
            let effect = try await test.clocks.effect(of: [entry], at: Self.moment(8, "08:00"))
            #expect(effect.dues == 50 && effect.moving == 25 && effect.later == 25)
            #expect(effect.days.map(\.day) == [day])
            try await test.load([entry])
            let moved = try await test.recompute(at: Self.moment(8, "08:00"))
            #expect(moved.count == 25)
            #expect(moved.allSatisfy { $0.isAnotherDay && $0.change == 2 && !$0.excuses })
            #expect(try await test.clock(of: "c2")?.due?.moment == Self.moment(11, "14:30"))
            #expect(try await test.clock(of: "c1")?.due?.moment == Self.moment(8, "14:30"))
            #expect(try await test.recompute(at: Self.moment(8, "08:00")) == [])
            #expect(
                try await test.clocks.effect(of: [entry], at: Self.moment(8, "08:00")).moving == 0
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a closure that is announced after its day excuses the breach`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            let timers = [ClockTimer("due", .escalation(.due), does: "escalate")]
            let states = ClockStates(running: [try .office(1, timers: timers)])
            try await test.enter(states, sequence: 1, at: Self.moment(7, "09:00"))
            #expect(try await test.timers() == ["office.due": Self.moment(8, "14:30")])
            let clocks = test.clocks
            func breaches(_ now: Timestamp) async throws -> Int {
                try await test.database.write { try clocks.markBreaches(at: now, in: $0).count }
            }
            // At the due time the clock is in time.
            #expect(try await breaches(Self.moment(8, "14:30")) == 0)
            #expect(try await breaches(Self.moment(9, "08:00")) == 1)
            #expect(try await breaches(Self.moment(9, "08:00")) == 0)
            try await test.database.write { connection in
                let due = try Timers.due(at: Self.moment(9, "08:00"), in: connection)
                #expect(try due.map { try $0.fire(sequence: 2, in: connection) } == [true])
                #expect(due.map(\.does) == ["escalate"])
            }
            #expect(try await test.clock()?.isBreached == true)
            try await test.load({ .fact($0, .closed) }, on: "1405/09/08")
            // A due time of an older calendar is not recorded as passed.
            let moved = try await test.recompute(at: Self.moment(9, "09:00"), event: 3)
            #expect(moved.map(\.excuses) == [true])
            let excused = try #require(try await test.clock())
            #expect(excused.breachedAt == Self.moment(8, "14:30") && excused.excusedBy == 2)
            #expect(!excused.isBreached && excused.due?.moment == Self.moment(9, "14:30"))
            // The timer that fired for the former due time is armed again.
            #expect(try await test.timers() == ["office.due": Self.moment(9, "14:30")])
            #expect(try await breaches(Self.moment(10, "08:00")) == 1)
            #expect(try await test.clock()?.breachedAt == Self.moment(9, "14:30"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a withdrawn holiday does not shorten the term of an applicant`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            try await test.load({ .fact($0, .closed) }, on: "1405/09/11")
            let term = RunningClock(
                "applicant",
                try #require(CalendarBudget(4, .days)),
                calendar: .applicant,
                timers: [
                    ClockTimer(
                        "first",
                        .after(try #require(CalendarBudget(2, .days))),
                        does: "remind"
                    ),
                    ClockTimer("end", .end, does: "lapse"),
                ]
            )
            let states = ClockStates(running: [term, try .office(4)])
            let dues = try await test.enter(states, sequence: 1, at: Self.moment(7, "09:00"))
            #expect(dues["applicant"]?.moment == Self.moment(15, "00:00"))
            #expect(dues["office"]?.moment == Self.moment(14, "14:30"))
            try await test.load({ .withdrawal($0) }, on: "1405/09/11")
            let moved = try await test.recompute(at: Self.moment(8, "09:00"))
            #expect(moved.map(\.clock.name) == ["office"])
            #expect(try await test.clock("applicant")?.due?.moment == Self.moment(15, "00:00"))
            #expect(try await test.clock()?.due?.moment == Self.moment(11, "14:30"))
            // Another change and another move keep the longer term.
            try await test.load({ .fact($0, .closed) }, on: "1405/12/01")
            #expect(try await test.recompute(at: Self.moment(8, "09:00")) == [])
            let later = try await test.enter(states, sequence: 2, at: Self.moment(8, "10:00"))
            #expect(later["applicant"]?.moment == Self.moment(15, "00:00"))
            #expect(
                try await test.timers() == [
                    "applicant.first": Self.moment(10, "07:30"),
                    "applicant.end": Self.moment(15, "00:00"),
                ]
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an outage extends the terms of applicants that it concerns`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            let term = RunningClock(
                "applicant",
                try #require(CalendarBudget(3, .days)),
                calendar: .applicant
            )
            let states = ClockStates(running: [term, try .office()])
            try await test.enter(states, sequence: 1, at: Self.moment(7, "09:00"))
            let outage = try #require(
                Outage("sms", from: Self.moment(8, "00:00"), until: Self.moment(9, "00:00"))
            )
            try await test.store.announce(
                outage,
                id: "o",
                reason: "",
                by: "a",
                at: TestCalendar.start
            )
            _ = try await test.store.confirm(outage: "o", by: "b", at: TestCalendar.start)
            let moved = try await test.recompute(at: Self.moment(9, "09:00"))
            #expect(moved.map(\.clock.due?.moment) == [Self.moment(12, "00:00")])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the time without holder is not that of the office`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine) { test in
            let states = ClockStates(running: [try .office()])
            try await test.enter(states, sequence: 1, at: Self.moment(7, "09:00"))
            let clocks = test.clocks
            func recompute() async throws -> [Timestamp?] {
                let moved = Collected<Timestamp?>()
                try await test.database.write { connection in
                    try clocks.recompute("c1", at: Self.moment(8, "09:00"), in: connection) {
                        change,
                        _ in
                        moved.add(change.clock.due?.moment)
                        return nil
                    }
                }
                return moved.all
            }
            test.vacancies.add(ClockPause(from: Self.moment(8, "08:00"), until: nil))
            #expect(try await recompute() == [nil])
            test.vacancies.replace(
                with: ClockPause(from: Self.moment(8, "08:00"), until: Self.moment(10, "10:00"))
            )
            #expect(try await recompute() == [Self.moment(15, "14:30")])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a clock that was changed by hand does not stop the others`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            for id in ["c1", "c2", "c3"] {
                let states = ClockStates(running: [try .office()])
                try await test.enter(states, of: id, sequence: 1, at: Self.moment(7, "09:00"))
            }
            _ = try await test.database.write {
                try $0.execute("UPDATE clock SET calendar = 'x' WHERE case_id = 'c2'")
            }
            try await test.load({ .fact($0, .closed) }, on: "1405/09/09")
            let moved = try await test.recompute(at: Self.moment(8, "09:00"))
            #expect(Set(moved.map(\.clock.caseID)) == ["c1", "c3"])
            #expect(test.failures.all == ["c2"])
        }
    }

    @Test func `the calendar of a clock is read back from its text`() {
        for calendar in [ClockCalendar.office, .applicant, ClockCalendar(applicantReachedBy: [])] {
            #expect(ClockCalendar(stored: calendar.description) == calendar)
        }
        #expect(ClockCalendar(stored: "nation") == nil)
    }
}
