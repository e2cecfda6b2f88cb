/// Timestamps and durations as text for readers.
package enum PersianTime {
    /// Returns a duration as «۳ دقیقه» / `3 minutes`: the largest full unit, rounded up, at least one second.
    ///
    /// Rounded up, because it is shown as a time to wait or a time that remains.
    package static func duration(seconds: Int) -> Wording {
        let seconds = max(seconds, 1)
        if seconds < 60 { return count(seconds, .second) }
        if seconds < 3600 { return count((seconds + 59) / 60, .minute) }
        if seconds < 86_400 { return count((seconds + 3599) / 3600, .hour) }
        return count((seconds + 86_399) / 86_400, .day)
    }

    /// Returns a date as ۱۴ آذر ۱۴۰۳ / 4 December 2024.
    package static func date(_ date: CivilDate) -> Wording {
        Wording(
            fa: JalaliDate(date).inWords,
            en: "\(date.day) \(MonthName.gregorian(date.month).en) \(date.year)"
        )
    }

    /// Returns a timestamp as ۳۰ آبان ۱۴۰۵، ساعت ۱۵:۰۱ / 21 November 2026, 15:01 Tehran time.
    package static func moment(_ moment: Timestamp) -> Wording {
        let date = date(moment.tehranDate)
        let (hour, minute) = moment.tehranTime
        let time = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        return Wording(
            fa: "\(date.fa)، ساعت \(Digits.persian(time))",
            en: "\(date.en), \(time) Tehran time"
        )
    }
}

extension PersianTime {
    private enum Unit: String {
        case second
        case minute
        case hour
        case day

        var fa: String {
            switch self {
            case .second: "ثانیه"
            case .minute: "دقیقه"
            case .hour: "ساعت"
            case .day: "روز"
            }
        }
    }

    private static func count(_ number: Int, _ unit: Unit) -> Wording {
        Wording(
            fa: "\(PersianNumber.grouped(number)) \(unit.fa)",
            en: "\(number) \(unit.rawValue)\(number == 1 ? "" : "s")"
        )
    }
}
