import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

struct CalendarStoreTests {
    @Test(arguments: TestEngine.allCases)
    func `the official calendar is loaded once`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine, official: false) { test in
            #expect(try await test.store.book().change == 0)
            let first = try await test.load(OfficialCalendar.entries)
            #expect(first.change == 1 && first.known == 0)
            let second = try await test.load(OfficialCalendar.entries)
            #expect(second == CalendarImport(change: nil, changed: 0, known: first.changed))
            let book = try await test.store.book()
            #expect(book.change == 1 && book.completeYears(of: [.nation]) == [1404, 1405])
            // 26 days a year are printed, a day with two holidays is one; ten are certain in 1406.
            #expect(book.facts.count == 26 + 26 + 10)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `a fresh database gets the official calendar once, and a calendar of an operator stays alone`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCalendar.with(engine, official: false) { test in
            let store = test.store
            async let one = store.loadOfficialWhereNone(by: "one", at: TestCalendar.start)
            async let two = store.loadOfficialWhereNone(by: "two", at: TestCalendar.start)
            let loaded = [try await one, try await two]
            #expect(loaded.count { $0 } == 1)
            // A transaction that was run again may leave a number out.
            let changes = try await store.database.read { connection in
                try connection.first("SELECT count(*) FROM calendar_change") { try $0.int(0) }
            }
            #expect(changes == 1)
            #expect(try await store.book().completeYears(of: [.nation]) == [1404, 1405])
            #expect(try await test.load(OfficialCalendar.entries).changed == 0)
            #expect(try await !store.loadOfficialWhereNone(by: "one", at: TestCalendar.start))
        }
        try await TestCalendar.with(engine, official: false) { test in
            try await test.load({ .fact($0, .closed) }, on: "1405/09/08")
            try await test.load({ .withdrawal($0) }, on: "1405/09/08")
            let store = test.store
            #expect(try await !store.loadOfficialWhereNone(by: "one", at: TestCalendar.start))
            #expect(try await store.book().completeYears(of: [.nation]) == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a due time over a new year follows the official calendar`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            let calendar = try await test.store.book().calendar(of: [.nation])
            let budget = try #require(CalendarBudget(5, .workDays))
            let due = try calendar.due(
                after: budget,
                from: TestCalendar.moment("1404/12/27", "10:00")
            )
            #expect(due.moment == TestCalendar.moment("1405/01/11", "14:30"))
            #expect(!due.isProvisional)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a later fact replaces an earlier one and a withdrawn one keeps its row`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            let day = try TypedDate.parse("1405/09/08")
            func hours() async throws -> String {
                try await test.store.book().calendar(of: [.nation]).hours(on: day.daysSinceEpoch)
                    .description
            }
            #expect(try await hours() == "07:30-14:30")
            try await test.load({ .fact($0, .closed) }, on: "1405/09/08")
            #expect(try await hours() == "")
            let short = try OfficeHours(parsing: "07:30-10:00")
            try await test.load({ .fact($0, .hours(short)) }, on: "1405/09/08")
            #expect(try await hours() == "07:30-10:00")
            try await test.load({ .fact($0, .open(nil)) }, on: "1405/09/08")
            #expect(try await hours() == "07:30-14:30")
            let withdrawn = try await test.load({ .withdrawal($0) }, on: "1405/09/08")
            #expect(withdrawn.change == 5)
            #expect(try await hours() == "07:30-14:30")
            let again = try await test.load({ .withdrawal($0) }, on: "1405/09/08")
            #expect(again.change == nil)
            let rows = try await test.database.read { connection in
                try connection.first(
                    """
                    SELECT count(*), count(withdrawn_at)
                    FROM day_fact
                    WHERE day = \(day.description)
                    """
                ) { (try $0.int(0), try $0.int(1)) }
            }
            #expect(rows?.0 == 3 && rows?.1 == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a week table is corrected in its place`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine) { test in
            let from = try TypedDate.parse("1404/01/01")
            let hours = try #require(WeekHours(parsing: "sat-wed 08:00-15:00; thu 08:00-12:00"))
            let entry = CalendarEntry(
                .nation,
                .week(from: from, until: nil, hours),
                source: "test"
            )
            #expect(try await test.load([entry]).changed == 1)
            #expect(try await test.load([entry]).changed == 0)
            let thursday = try TypedDate.parse("1405/09/12").daysSinceEpoch
            let calendar = try await test.store.book().calendar(of: [.nation])
            #expect(calendar.hours(on: thursday).description == "08:00-12:00")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another process sees a change`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine) { test in
            let other = CalendarStore(database: test.database)
            #expect(try await other.book().change == 1)
            try await test.load({ .fact($0, .closed) }, on: "1405/09/08")
            #expect(try await other.book().change == 2)
            #expect(try await test.store.book().change == 2)
        }
    }

    @Test func `two lines of one day are refused`() throws {
        let day = try TypedDate.parse("1405/09/08")
        let entries = [
            CalendarEntry(.nation, .fact(day, .closed), source: "a"),
            CalendarEntry(CalendarScope("province:tehran"), .fact(day, .closed), source: "a"),
            CalendarEntry(.nation, .withdrawal(day), source: "b"),
        ]
        #expect(throws: CalendarImportError.repeated(line: 3)) {
            try CalendarStore.requireDistinct(entries)
        }
        try CalendarStore.requireDistinct(Array(entries.dropLast()))
    }

    @Test func `the operator is warned from 60 days before an incomplete year`() {
        let book = CalendarBook().applying(OfficialCalendar.entries)
        func warning(_ day: String) -> CalendarWarning? {
            book.warning(at: TestCalendar.moment(day, "12:00"))
        }
        #expect(warning("1404/12/01") == nil)
        #expect(warning("1405/10/29") == nil)
        #expect(warning("1405/10/30") == CalendarWarning(year: 1406, days: 60))
        #expect(warning("1405/12/29") == CalendarWarning(year: 1406, days: 1))
        #expect(warning("1406/01/01") == CalendarWarning(year: 1406, days: 0))
        #expect(CalendarBook().warning(at: TestCalendar.start)?.year == 1405)
    }

    @Test(
        arguments: [
            ("week", "sat-wed 07:30-14:30", nil), ("week", "wed-sat 07:30-14:30", .hours),
            ("week", "sat 07:30-14:30; sat 08:00-09:00", .hours), ("closed", "", nil),
            ("closed", "07:30-14:30", .hours), ("hours", "", .hours), ("hours", "07:30-10:00", nil),
            ("open", "", nil), ("open", "08:00-12:00", nil), ("withdrawn", "", nil),
            ("holiday", "", .kind),
        ] as [(String, String, CalendarColumn?)]
    )
    func `a line is read, or its wrong column is named`(
        _ kind: String,
        _ hours: String,
        _ fault: CalendarColumn?
    ) {
        let cells: [CalendarColumn: String] = [
            .kind: kind, .scope: "nation", .day: "۱۴۰۵/۰۹/۰۸", .hours: hours, .source: "test",
        ]
        var found: CalendarColumn?
        do throws(CalendarEntryFault) {
            _ = try CalendarEntry { cells[$0] ?? "" }
        } catch {
            found = error.column
        }
        #expect(found == fault)
    }

    @Test(arguments: TestEngine.allCases)
    func `an outage needs two persons`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine) { test in
            let now = TestCalendar.start
            let outage = try #require(
                Outage("sms", from: now, until: now.adding(seconds: 86_400))
            )
            try await test.store.announce(outage, id: "o1", reason: "gateway", by: "a", at: now)
            #expect(try await test.store.book().outages == [])
            await #expect(throws: OutageError.samePerson) {
                try await test.store.confirm(outage: "o1", by: "a", at: now)
            }
            #expect(try await test.store.confirm(outage: "o1", by: "b", at: now) == 2)
            #expect(try await test.store.book().outages == [outage])
            await #expect(throws: OutageError.confirmed) {
                try await test.store.confirm(outage: "o1", by: "c", at: now)
            }
            await #expect(throws: OutageError.unknown) {
                try await test.store.confirm(outage: "o2", by: "c", at: now)
            }
        }
    }

    @Test func `the effect of lines names each day that changes`() throws {
        let book = CalendarBook().applying(OfficialCalendar.entries)
        let tehran = CalendarScope("province:tehran")
        let entries = [
            CalendarEntry(tehran, .fact(try TypedDate.parse("1405/09/08"), .closed), source: "t"),
            // A Friday that is closed already.
            CalendarEntry(.nation, .fact(try TypedDate.parse("1405/09/13"), .closed), source: "t"),
            CalendarEntry(.nation, .year(1407, isComplete: true), source: "t"),
        ]
        let days = book.changedDays(by: entries)
        #expect(days.first { $0.scope == tehran }?.before.description == "07:30-14:30")
        // Of the ten fixed holidays of 1407, two are Thursdays or Fridays.
        #expect(days.count == 1 + 8)
        #expect(days.allSatisfy { $0.before != $0.after })
    }
}
