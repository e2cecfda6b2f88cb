import Testing

@testable import Persian

struct WorkingCalendarTests {
    private static func moment(_ text: String, _ time: String) throws -> Timestamp {
        let date = try TypedDate.parse(text)
        return try Timestamp(parsing: "\(date)T\(time):00+03:30")
    }

    private static func due(_ text: String, _ time: String) throws -> DueTime {
        DueTime(try moment(text, time), isProvisional: false)
    }

    private static let today = try? TypedDate.parse("1405/09/07")

    @Test(arguments: [
        (
            "1405/09/14", "14:30", "تا پایان وقت اداری شنبه ۱۴ آذر",
            "by the end of office hours on Saturday 5 December"
        ),
        (
            "1405/09/07", "12:00", "تا ساعت ۱۲:۰۰ شنبه ۷ آذر",
            "by 12:00 Tehran time on Saturday 28 November"
        ),
        (
            "1405/09/19", "00:00", "تا پایان روز چهارشنبه ۱۸ آذر",
            "by the end of Wednesday 9 December"
        ),
        (
            "1404/12/12", "14:30", "تا پایان وقت اداری سه‌شنبه ۱۲ اسفند ۱۴۰۴",
            "by the end of office hours on Tuesday 3 March"
        ),
    ])
    func `a due time is named by its day`(
        _ day: String,
        _ time: String,
        _ fa: String,
        _ en: String
    ) throws {
        let calendar = try ClockVectors.calendar("A")
        let wording = calendar.wording(of: try Self.due(day, time), today: try #require(Self.today))
        #expect(wording.fa == fa)
        #expect(wording.en == en)
    }

    @Test func `a provisional due time is shown as approximate, with another year`() throws {
        let calendar = try ClockVectors.calendar("A")
        let due = DueTime(try Self.moment("1406/01/14", "14:30"), isProvisional: true)
        let wording = calendar.wording(of: due, today: try #require(Self.today))
        #expect(wording.fa == "تا پایان وقت اداری شنبه ۱۴ فروردین ۱۴۰۶ (تاریخ تقریبی)")
        #expect(wording.en.hasSuffix("Saturday 3 April 2027 (approximate date)"))
    }

    @Test(arguments: [
        (Escalation.half, "1405/09/08", "09:30"), (.most, "1405/09/08", "12:30"),
        (.due, "1405/09/08", "14:30"), (.late, "1405/09/10", "14:30"),
    ])
    func `escalations run at parts of the office time, at the due time and after it`(
        _ escalation: Escalation,
        _ day: String,
        _ time: String
    ) throws {
        // 10 hours from 11:30 to the next closing: half after 5 h, 80 % after 8 h.
        let calendar = try ClockVectors.calendar("A")
        let moment = try calendar.moment(
            of: escalation,
            due: Self.moment("1405/09/08", "14:30"),
            from: Self.moment("1405/09/07", "11:30")
        )
        #expect(moment == (try Self.moment(day, time)))
    }

    @Test func `an escalation at midnight waits for the next opening`() throws {
        let calendar = try ClockVectors.calendar("A")
        let due = try Self.moment("1405/09/12", "00:00")
        let start = try Self.moment("1405/09/03", "18:00")
        #expect(
            try calendar.moment(of: .due, due: due, from: start)
                == Self.moment("1405/09/14", "07:30")
        )
        // 24:00 of 11 Azar: the first work day after it is the 14th.
        #expect(
            try calendar.moment(of: .late, due: due, from: start)
                == Self.moment("1405/09/15", "14:30")
        )
    }

    @Test func `a withdrawn holiday never shortens the term of an applicant`() throws {
        let calendar = try ClockVectors.calendar("A")
        let (former, fresh) = (
            try Self.due("1405/09/14", "14:30"), try Self.due("1405/09/11", "14:30")
        )
        let now = try Self.moment("1405/09/08", "10:00")
        #expect(try calendar.changed(former, to: fresh, for: .applicant, at: now) == former)
        #expect(try calendar.changed(former, to: fresh, for: .office, at: now) == fresh)
        #expect(try calendar.changed(fresh, to: former, for: .applicant, at: now) == former)
    }

    @Test(arguments: [
        ("1405/09/11", "10:00", "1405/09/14", "14:30"),
        ("1405/09/10", "15:00", "1405/09/11", "14:30"),
    ])
    func `a withdrawn holiday leaves an office until the closing of the next working day`(
        _ day: String,
        _ time: String,
        _ dueDay: String,
        _ dueTime: String
    ) throws {
        let calendar = try ClockVectors.calendar("A")
        let changed = try calendar.changed(
            try Self.due("1405/09/15", "14:30"),
            to: try Self.due("1405/09/10", "14:30"),
            for: .office,
            at: try Self.moment(day, time)
        )
        #expect(changed == (try Self.due(dueDay, dueTime)))
    }

    @Test func `an outage extends a term by its length to the end of a working day`() throws {
        let calendar = try ClockVectors.calendar("A")
        let (start, due) = (
            try Self.moment("1405/09/07", "10:00"), try Self.due("1405/09/11", "00:00")
        )
        func extended(_ outages: Outage?...) throws -> DueTime {
            try calendar.extended(due, from: start, by: outages.compactMap(\.self))
        }
        let day = Outage(
            "sms",
            from: try Self.moment("1405/09/08", "00:00"),
            until: try Self.moment("1405/09/09", "00:00")
        )
        #expect(try extended(day) == Self.due("1405/09/12", "00:00"))
        #expect(try extended(day, day) == Self.due("1405/09/12", "00:00"))
        // The longer term reaches the weekend, and the second outage.
        let next = Outage(
            "sms",
            from: try Self.moment("1405/09/11", "05:00"),
            until: try Self.moment("1405/09/11", "06:00")
        )
        #expect(try extended(day, next) == Self.due("1405/09/15", "00:00"))
        #expect(try extended() == due)
        let before = Outage(
            "sms",
            from: try Self.moment("1405/09/01", "00:00"),
            until: try Self.moment("1405/09/02", "00:00")
        )
        #expect(try extended(before) == due)
        #expect(Outage("sms", from: start, until: start) == nil)
    }

    @Test func `a clock that stands still has no due time`() throws {
        let calendar = try ClockVectors.calendar("A")
        let start = try Self.moment("1405/09/07", "10:00")
        let pause = ClockPause(from: try Self.moment("1405/09/07", "11:00"), until: nil)
        for unit in CalendarBudget.Unit.allCases {
            let budget = try #require(CalendarBudget(40_000, unit))
            #expect(throws: DueTimeError.paused) {
                try calendar.due(after: budget, from: start, pauses: [pause])
            }
        }
    }

    @Test func `a budget of offices that never open ends in an error`() throws {
        let closed = WorkingCalendar(scopes: [.nation], weeks: [], facts: [], completeYears: [])
        for unit in CalendarBudget.Unit.allCases {
            let budget = try #require(CalendarBudget(1, unit))
            #expect(throws: DueTimeError.beyondHorizon) {
                try closed.due(after: budget, from: Timestamp(secondsSinceEpoch: 1_795_000_000))
            }
        }
        #expect(CalendarBudget(-1, .hours) == nil)
    }

    @Test(arguments: [
        ("07:30-14:30", "07:30-14:30"), ("13:00-16:00 08:00-12:00", "08:00-12:00 13:00-16:00"),
        ("08:00-12:00 12:00-14:00", "08:00-14:00"), ("00:00-24:00", "00:00-24:00"), ("", ""),
    ])
    func `hours are read in any order`(_ text: String, _ printed: String) throws {
        #expect(try OfficeHours(parsing: text).description == printed)
    }

    @Test(arguments: [
        ("7:30-14:30", OfficeHoursError.time), ("07:30", .time), ("07:30-24:01", .time),
        ("07:60-08:00", .time), ("14:30-07:30", .order), ("08:00-08:00", .order),
        ("08:00-12:00 11:59-13:00", .overlap), ("08:00-12:00-13:00", .time),
    ])
    func `other texts are no hours`(_ text: String, _ error: OfficeHoursError) {
        #expect(throws: error) { try OfficeHours(parsing: text) }
    }

    @Test(arguments: ["nation", "province:tehran", "category:university", "organisation:1001"])
    func `a scope is read`(_ text: String) {
        #expect(CalendarScope(parsing: text)?.description == text)
    }

    @Test(arguments: ["", "nations", "province:", "province:a:b", "city:tehran", "province: x"])
    func `other texts are no scope`(_ text: String) {
        #expect(CalendarScope(parsing: text) == nil)
    }
}
