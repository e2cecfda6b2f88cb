/// The official holidays of the solar calendar, which are certain in every year; lunar ones are announced.
package enum SolarHolidays {
    /// Month and day of each, with its name; 30 Esfand exists in leap years only.
    package static let all: [(month: Int, day: Int, name: Wording)] = [
        (1, 1, Wording(fa: "نوروز", en: "Nowruz")), (1, 2, Wording(fa: "نوروز", en: "Nowruz")),
        (1, 3, Wording(fa: "نوروز", en: "Nowruz")), (1, 4, Wording(fa: "نوروز", en: "Nowruz")),
        (1, 12, Wording(fa: "روز جمهوری اسلامی", en: "Islamic Republic Day")),
        (1, 13, Wording(fa: "روز طبیعت", en: "Nature Day")),
        (3, 14, Wording(fa: "رحلت امام خمینی", en: "Death of Imam Khomeini")),
        (3, 15, Wording(fa: "قیام ۱۵ خرداد", en: "15 Khordad uprising")),
        (11, 22, Wording(fa: "پیروزی انقلاب اسلامی", en: "Victory of the revolution")),
        (12, 29, Wording(fa: "ملی شدن صنعت نفت", en: "Nationalisation of oil")),
        (12, 30, Wording(fa: "آخرین روز سال کبیسه", en: "Last day of a leap year")),
    ]

    /// Whether a day is one of them.
    static func contains(_ date: JalaliDate) -> Bool {
        all.contains { $0.month == date.month && $0.day == date.day }
    }
}
