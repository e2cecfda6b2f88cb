/// A day of the week; the Iranian week begins on Saturday.
package enum Weekday: Int, Sendable, Hashable, CaseIterable {
    /// شنبه.
    case saturday
    /// یکشنبه.
    case sunday
    /// دوشنبه.
    case monday
    /// سه‌شنبه.
    case tuesday
    /// چهارشنبه.
    case wednesday
    /// پنجشنبه.
    case thursday
    /// جمعه.
    case friday

    /// The day of the week of a day, counted since 1970-01-01, which was a Thursday.
    package init(ofDay day: Int) {
        let place = day + Self.thursday.rawValue
        self = Self.allCases[place - 7 * CivilDate.floored(place, by: 7)]
    }

    /// The weekday with a name of three letters.
    package init?(word: some StringProtocol) {
        guard let day = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = day
    }

    /// The name of three letters in files and JSON: `sat` … `fri`.
    package var word: String {
        switch self {
        case .saturday: "sat"
        case .sunday: "sun"
        case .monday: "mon"
        case .tuesday: "tue"
        case .wednesday: "wed"
        case .thursday: "thu"
        case .friday: "fri"
        }
    }

    /// The name for readers.
    package var name: Wording {
        switch self {
        case .saturday: Wording(fa: "شنبه", en: "Saturday")
        case .sunday: Wording(fa: "یکشنبه", en: "Sunday")
        case .monday: Wording(fa: "دوشنبه", en: "Monday")
        case .tuesday: Wording(fa: "سه‌شنبه", en: "Tuesday")
        case .wednesday: Wording(fa: "چهارشنبه", en: "Wednesday")
        case .thursday: Wording(fa: "پنجشنبه", en: "Thursday")
        case .friday: Wording(fa: "جمعه", en: "Friday")
        }
    }
}
