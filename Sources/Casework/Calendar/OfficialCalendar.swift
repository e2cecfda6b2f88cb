import Persian

/// The official calendar that the product ships with: 1404 and 1405 complete, 1406 not.
///
/// Thursday and Friday are closed, and offices open from 07:30 to 14:30. Lunar holidays are as printed; those of 1406 are
/// an estimate and are not shipped. Closures that were announced during a year (cold, pollution, mourning) are loaded from
/// a file.
package enum OfficialCalendar {
    /// The lines, in the form of a file.
    package static let entries: [CalendarEntry] = [week] + years.flatMap(entries(of:))

    /// The words of the column `source`.
    private static let source = "official calendar, as printed"

    private static let week: CalendarEntry = {
        let office = (try? OfficeHours([(from: 27_000, until: 52_200)])) ?? .closed
        let days: [Weekday] = [.saturday, .sunday, .monday, .tuesday, .wednesday]
        return CalendarEntry(
            .nation,
            .week(
                from: day(1404, 101) ?? CivilDate(daysSinceEpoch: 0),
                until: nil,
                WeekHours(Dictionary(uniqueKeysWithValues: days.map { ($0, office) }))
            ),
            source: "office hours of SAORG"
        )
    }()

    /// A year with its lunar holidays: month and day as in 0102, and the name.
    private struct Year {
        let number: Int
        let isComplete: Bool
        let lunar: [(Int, String)]
    }

    private static let years = [
        Year(
            number: 1404,
            isComplete: true,
            lunar: [
                (102, "شهادت امام علی"), (111, "عید فطر"), (112, "عید فطر"),
                (204, "شهادت امام صادق"), (316, "عید قربان"), (324, "عید غدیر"), (414, "تاسوعا"),
                (415, "عاشورا"), (523, "اربعین"), (531, "رحلت پیامبر"), (602, "شهادت امام رضا"),
                (610, "شهادت امام حسن عسکری"), (619, "میلاد پیامبر"), (903, "شهادت حضرت فاطمه"),
                (1013, "میلاد امام علی"), (1027, "مبعث"), (1115, "میلاد امام مهدی"),
                (1220, "شهادت امام علی"),
            ]
        ),
        Year(
            number: 1405,
            isComplete: true,
            lunar: [
                (101, "عید فطر"), (102, "عید فطر"), (125, "شهادت امام صادق"), (306, "عید قربان"),
                (314, "عید غدیر"), (403, "تاسوعا"), (404, "عاشورا"), (513, "اربعین"),
                (521, "رحلت پیامبر"), (522, "شهادت امام رضا"), (530, "شهادت امام حسن عسکری"),
                (608, "میلاد پیامبر"), (822, "شهادت حضرت فاطمه"), (1002, "میلاد امام علی"),
                (1016, "مبعث"), (1104, "میلاد امام مهدی"), (1209, "شهادت امام علی"),
                (1219, "عید فطر"), (1220, "عید فطر"),
            ]
        ),
        Year(number: 1406, isComplete: false, lunar: []),
    ]

    /// The lines of a year: its state and one for each holiday, with the names of those that fall on the same day.
    private static func entries(of year: Year) -> [CalendarEntry] {
        var names: [Int: [String]] = [:]
        for holiday in SolarHolidays.all {
            names[holiday.month * 100 + holiday.day, default: []].append(holiday.name.fa)
        }
        for (date, name) in year.lunar { names[date, default: []].append(name) }
        let facts = names.sorted { $0.key < $1.key }.compactMap { date, names in
            day(year.number, date).map {
                CalendarEntry(
                    .nation,
                    .fact($0, .closed),
                    reason: names.joined(separator: "، "),
                    source: source
                )
            }
        }
        let state = CalendarEntry.Content.year(year.number, isComplete: year.isComplete)
        return [CalendarEntry(.nation, state, source: source)] + facts
    }

    /// The day of a year and a date as in 0102; nil for 30 Esfand of a common year.
    private static func day(_ year: Int, _ date: Int) -> CivilDate? {
        try? JalaliDate(year: year, month: date / 100, day: date % 100).civil
    }
}
