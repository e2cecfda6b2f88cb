import Foundation
import Testing

@testable import Persian

struct CalendarTests {
    @Test func `every day of 1200 to 1499 agrees with Foundation`() throws {
        var calendar = Calendar(identifier: .persian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let first = try JalaliDate(year: 1200, month: 1, day: 1).civil.daysSinceEpoch
        let last = try JalaliDate(year: 1499, month: 12, day: 29).civil.daysSinceEpoch
        #expect(last - first > 109_000)
        var wrong: [String] = []
        for days in first...last {
            let date = Date(timeIntervalSince1970: Double(days) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let ours = JalaliDate(CivilDate(daysSinceEpoch: days))
            if ours.year != parts.year || ours.month != parts.month || ours.day != parts.day
                || ours.civil.daysSinceEpoch != days
            {
                wrong.append("\(ours) is \(parts)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    @Test func `every gregorian day is read back and agrees with Foundation`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for days in stride(from: -100_000, through: 100_000, by: 7) {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date.daysSinceEpoch == days)
            let parts = calendar.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: Double(days) * 86_400)
            )
            #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
        }
    }

    @Test(arguments: [
        ("1403-12-30", "2025-03-20"), ("1404-01-01", "2025-03-21"), ("1399-12-30", "2021-03-20"),
        ("1357-11-22", "1979-02-11"), ("1200-01-01", "1821-03-21"), ("1499-12-29", "2121-03-20"),
    ])
    func `known days`(_ jalali: String, _ gregorian: String) throws {
        #expect(try TypedDate.parse(jalali).description == gregorian)
        let date = try CivilDate(parsing: gregorian)
        #expect(JalaliDate(date).description.replacing("/", with: "-") == jalali)
    }

    @Test(arguments: [
        "1403/09/14", "1403-9-14", "1403.09.14", "۱۴۰۳/۰۹/۱۴", "١٤٠٣/٠٩/١٤", "۱۴۰۳٫۰۹٫۱۴",
        "14/9/1403",
        "۱۴-۰۹-۱۴۰۳", "۱۴ آذر ۱۴۰۳", "۱۴ آذر ماه ۱۴۰۳", "چهارشنبه ۱۴ آذر ۱۴۰۳",
        "چهار شنبه، ۱۴ آذر ۱۴۰۳",
        "14 Azar 1403", "۱۴آذر۱۴۰۳", "1403 آذر 14", "14030914", "۱۴۰۳۰۹۱۴", " 1403 / 09 / 14 ",
        "2024-12-04", "2024/12/4", "4 December 2024", "4 Dec 2024", "۴ دسامبر ۲۰۲۴", "20241204",
        "\u{200E}1403/09/14\u{200E}", "۱۴ اذر ۱۴۰۳", "１４０３／０９／１４", "1403/09/14.",
    ])
    func `a date is read in each usual form`(_ typed: String) throws {
        #expect(try TypedDate.parse(typed).description == "2024-12-04")
        #expect(try JalaliDate(parsing: typed).description == "1403/09/14")
    }

    static let refused: [(String, DateParsingError)] = [
        ("", .empty), ("  ", .empty), ("abc", .format), ("1403/09", .format),
        ("1403/09/14/1", .format), ("۱۴ آذر آذر", .format), ("14030914 1", .format),
        ("140309141", .format),
        ("03/09/14", .twoDigitYear(3)), ("۶۳/۰۹/۱۴", .twoDigitYear(63)),
        ("14/09/63", .twoDigitYear(63)),
        ("۱۴ آذر ۰۳", .twoDigitYear(3)), ("1403/13/01", .monthOutOfRange(13)),
        ("1403/00/01", .monthOutOfRange(0)), ("1403/01/00", .doesNotExist(.noSuchDay)),
        ("1100/01/01", .yearOutOfRange(1100)), ("1600/01/01", .yearOutOfRange(1600)),
        ("14 آذر 2024", .yearOutOfRange(2024)), ("4 December 1403", .yearOutOfRange(1403)),
        ("05/06/2012", .ambiguousOrder), ("1403/9/④", .format), ("1403/+9/14", .format),
        ("-1403/09/14", .format), ("1403/-9/14", .format), ("1403//09/14", .format),
        ("/1403/09/14", .format), ("-", .empty), ("//", .empty),
        (
            "1404/12/30",
            .doesNotExist(
                .commonYear(year: 1404, month: Wording(fa: "اسفند", en: "Esfand"), days: 29)
            )
        ),
        (
            "1404/07/31",
            .doesNotExist(.monthHasOnly(days: 30, month: Wording(fa: "مهر", en: "Mehr")))
        ),
        (
            "2023-02-29",
            .doesNotExist(
                .commonYear(year: 2023, month: Wording(fa: "فوریه", en: "February"), days: 28)
            )
        ),
    ]

    @Test(arguments: refused)
    func `a text that is not a date is rejected with the reason`(
        _ typed: String,
        _ error: DateParsingError
    ) {
        #expect(throws: error) { try TypedDate.parse(typed) }
        #expect(!error.wording.fa.isEmpty && !error.wording.en.isEmpty)
    }

    @Test func `the error for 30 Esfand of a common year gives the reason in Persian`() {
        let error = #expect(throws: DateParsingError.self) { try TypedDate.parse("1402/12/30") }
        #expect(
            error?.wording.fa == "این تاریخ وجود ندارد: سال ۱۴۰۲ کبیسه نیست و اسفند آن ۲۹ روز دارد."
        )
    }

    @Test func `three fields make a date`() throws {
        #expect(
            try TypedDate.parse(day: "۱۴", month: "آذر", year: "۱۴۰۳").description == "2024-12-04"
        )
        #expect(
            try TypedDate.parse(day: "14", month: "9", year: "1403").description == "2024-12-04"
        )
        #expect(throws: DateParsingError.twoDigitYear(3)) {
            try TypedDate.parse(day: "14", month: "9", year: "03")
        }
        #expect(throws: DateParsingError.empty) {
            try TypedDate.parse(day: "", month: "", year: "")
        }
        #expect(throws: DateParsingError.format) {
            try TypedDate.parse(day: "1", month: "", year: "1403")
        }
    }

    @Test func `dates are printed for machines and for readers`() throws {
        let date = try TypedDate.parse("1403/09/04")
        #expect(JalaliDate(date).description == "1403/09/04")
        #expect(JalaliDate(date).inWords == "۴ آذر ۱۴۰۳")
        #expect(PersianTime.date(date).en == "24 November 2024")
    }

    @Test func `no text crashes the parser of dates`() {
        let bytes = Array("۱۴ آذر ۱۴۰۳".utf8)
        for cut in 0...bytes.count {
            _ = try? TypedDate.parse(String(decoding: bytes[..<cut], as: UTF8.self))
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                _ = try? TypedDate.parse(String(decoding: flipped, as: UTF8.self))
            }
        }
        #expect(throws: DateParsingError.format) {
            try TypedDate.parse(String(repeating: "9", count: 100_000))
        }
    }
}
