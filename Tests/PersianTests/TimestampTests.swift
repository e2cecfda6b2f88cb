import Testing

@testable import Persian

struct TimestampTests {
    @Test(arguments: [
        ("2026-11-21T11:31:51Z", "2026-11-21T11:31:51Z"),
        ("2026-11-21t11:31:51z", "2026-11-21T11:31:51Z"),
        ("2026-11-21T15:01:51+03:30", "2026-11-21T11:31:51Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ("2026-11-21T11:31:51.999Z", "2026-11-21T11:31:51Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2026-11-21T00:00:00-01:00", "2026-11-21T01:00:00Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ])
    func `timestamps are read and written as RFC 3339`(_ typed: String, _ printed: String) throws {
        #expect(try Timestamp(parsing: typed).description == printed)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T11:31Z", "2026-11-21T11:31:51", "2026-13-21T11:31:51Z",
        "2026-11-31T11:31:51Z", "2026-11-21T24:00:00Z", "2026-11-21T11:60:00Z",
        "2026-11-21T11:31:61Z",
        "2026-11-21T11:31:51.Z", "2026-11-21T11:31:51+3:30", "2026-11-21T11:31:51Zx",
        "۲۰۲۶-11-21T11:31:51Z",
        "+026-11-21T11:31:51Z", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "9999-12-31T23:59:60Z",
    ])
    func `a text that is not a timestamp is rejected`(_ typed: String) {
        #expect(throws: DateParsingError.self) { try Timestamp(parsing: typed) }
    }

    @Test func `tehran is three and a half hours ahead`() throws {
        let moment = try Timestamp(parsing: "2026-11-21T21:00:00Z")
        #expect(moment.tehranDate.description == "2026-11-22")
        #expect(moment.tehranTime == (0, 30))
        #expect(
            PersianTime.moment(moment)
                == Wording(fa: "۱ آذر ۱۴۰۵، ساعت ۰۰:۳۰", en: "22 November 2026, 00:30 Tehran time")
        )
        #expect(moment < moment.adding(seconds: 1))
    }

    @Test(arguments: [
        (0, "۱ ثانیه"), (59, "۵۹ ثانیه"), (61, "۲ دقیقه"), (180, "۳ دقیقه"), (3600, "۱ ساعت"),
        (90_000, "۲ روز"),
    ])
    func `durations are rounded up`(_ seconds: Int, _ words: String) {
        #expect(PersianTime.duration(seconds: seconds).fa == words)
    }
}
