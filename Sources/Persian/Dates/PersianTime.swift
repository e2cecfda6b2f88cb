/// Moments and durations for people.
package enum PersianTime {
    /// «۳ دقیقه» / `3 minutes`: the largest unit that is full, rounded up, never less than one second.
    ///
    /// Rounded up because it tells people how long to wait or how much is left.
    package static func duration(seconds: Int) -> Wording {
        let seconds = max(seconds, 1)
        if seconds < 60 { return count(seconds, .second) }
        if seconds < 3600 { return count((seconds + 59) / 60, .minute) }
        if seconds < 86_400 { return count((seconds + 3599) / 3600, .hour) }
        return count((seconds + 86_399) / 86_400, .day)
    }

    /// «۳ دقیقه پیش», «دیروز», «۵ روز دیگر»; days are counted by Tehran's calendar.
    package static func relative(_ moment: Timestamp, to now: Timestamp) -> Wording {
        let seconds = Int(now.secondsSinceEpoch - moment.secondsSinceEpoch)
        let days = now.tehranDate.daysSinceEpoch - moment.tehranDate.daysSinceEpoch
        switch days {
        case 0: return today(seconds)
        case 1: return Wording(fa: "دیروز", en: "yesterday")
        case -1: return Wording(fa: "فردا", en: "tomorrow")
        case 2..<30: return past(count(days, .day))
        case -29 ... -2: return future(count(-days, .day))
        default: return date(moment.tehranDate)
        }
    }

    /// ۱۴ آذر ۱۴۰۳ / 4 December 2024.
    package static func date(_ date: CivilDate) -> Wording {
        Wording(
            fa: JalaliDate(date).inWords,
            en: "\(date.day) \(MonthName.gregorian(date.month).en) \(date.year)"
        )
    }

    /// ۳۰ آبان ۱۴۰۵، ساعت ۱۵:۰۱ / 21 November 2026, 15:01 Tehran time.
    package static func moment(_ moment: Timestamp) -> Wording {
        let date = date(moment.tehranDate)
        let (hour, minute) = moment.tehranTime
        let time = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        return Wording(
            fa: "\(date.fa)، ساعت \(Digits.persian(time))",
            en: "\(date.en), \(time) Tehran time"
        )
    }

    /// چهارشنبه / Wednesday.
    package static func weekday(_ date: CivilDate) -> Wording {
        // 1970-01-01 was a Thursday.
        let index = (date.daysSinceEpoch % 7 + 7) % 7
        let names = [
            ("پنج‌شنبه", "Thursday"), ("جمعه", "Friday"), ("شنبه", "Saturday"),
            ("یکشنبه", "Sunday"), ("دوشنبه", "Monday"), ("سه‌شنبه", "Tuesday"),
            ("چهارشنبه", "Wednesday"),
        ]
        return Wording(fa: names[index].0, en: names[index].1)
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

    private static func today(_ seconds: Int) -> Wording {
        if abs(seconds) < 60 { return Wording(fa: "هم‌اکنون", en: "just now") }
        // What is past is rounded down: nobody waits for it.
        if seconds >= 3600 { return past(count(seconds / 3600, .hour)) }
        if seconds > 0 { return past(count(seconds / 60, .minute)) }
        return future(duration(seconds: -seconds))
    }

    private static func past(_ duration: Wording) -> Wording {
        Wording(fa: duration.fa + " پیش", en: duration.en + " ago")
    }

    private static func future(_ duration: Wording) -> Wording {
        Wording(fa: duration.fa + " دیگر", en: "in " + duration.en)
    }
}
