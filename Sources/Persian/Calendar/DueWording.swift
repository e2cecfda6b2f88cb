extension WorkingCalendar {
    /// Returns a due time for readers: «تا پایان وقت اداری شنبه ۱۴ آذر»; a page adds the moment in `<time datetime>`.
    ///
    /// The year is named where it differs from that of `today`. A provisional one ends with «(تاریخ تقریبی)».
    package func wording(of due: DueTime, today: CivilDate) -> Wording {
        let local = RunningTime.local(due.moment)
        // 00:00 is the end of the day before.
        let day = Self.day(local - 1)
        let time = local - day * 86_400
        let name = Self.name(ofDay: day, today: today)
        let text =
            if time == 86_400 {
                Wording(fa: "تا پایان روز \(name.fa)", en: "by the end of \(name.en)")
            } else if time == hours(on: day).closing {
                Wording(
                    fa: "تا پایان وقت اداری \(name.fa)",
                    en: "by the end of office hours on \(name.en)"
                )
            } else {
                Wording(
                    fa: "تا ساعت \(Digits.persian(OfficeHours.text(time))) \(name.fa)",
                    en: "by \(OfficeHours.text(time)) Tehran time on \(name.en)"
                )
            }
        guard due.isProvisional else { return text }
        return Wording(fa: "\(text.fa) (تاریخ تقریبی)", en: "\(text.en) (approximate date)")
    }

    /// A day with its weekday, such as «شنبه ۱۴ آذر» / `Saturday 5 December`.
    private static func name(ofDay day: Int, today: CivilDate) -> Wording {
        let date = CivilDate(daysSinceEpoch: day)
        let (jalali, weekday) = (JalaliDate(date), Weekday(ofDay: day).name)
        let month = (MonthName.jalali(jalali.month).fa, MonthName.gregorian(date.month).en)
        let fa = "\(weekday.fa) \(PersianNumber.plain(jalali.day)) \(month.0)"
        let en = "\(weekday.en) \(date.day) \(month.1)"
        return Wording(
            fa: jalali.year == JalaliDate(today).year
                ? fa : "\(fa) \(PersianNumber.plain(jalali.year))",
            en: date.year == today.year ? en : "\(en) \(date.year)"
        )
    }
}
