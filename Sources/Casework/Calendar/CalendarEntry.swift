package import Persian

/// One line of a calendar file: a week table, the state of a year, a fact about a day, or the withdrawal of one.
package struct CalendarEntry: Sendable, Hashable {
    /// What the line sets.
    package enum Content: Sendable, Hashable {
        /// The office hours of a week from a day on, until a last day.
        case week(from: CivilDate, until: CivilDate?, WeekHours)
        /// Whether the holidays of a Jalali year are all known.
        case year(Int, isComplete: Bool)
        /// What was announced for a day.
        case fact(CivilDate, DayFact.Effect)
        /// What was announced for a day is no longer valid.
        case withdrawal(CivilDate)
    }

    /// The offices.
    package let scope: CalendarScope
    /// What the line sets.
    package let content: Content
    /// Why, for a fact; for example the name of a holiday.
    package let reason: String
    /// From where it is known.
    package let source: String
    /// When it was announced; nil where the file does not name it.
    package let announced: CivilDate?

    /// Creates a line.
    package init(
        _ scope: CalendarScope,
        _ content: Content,
        reason: String = "",
        source: String,
        announced: CivilDate? = nil
    ) {
        self.scope = scope
        self.content = content
        self.reason = reason
        self.source = source
        self.announced = announced
    }
}

/// The office hours of each weekday, as text: `sat-wed 07:30-14:30; thu 07:30-11:30`.
package struct WeekHours: Sendable, Hashable, CustomStringConvertible {
    /// The hours of the weekdays that are not closed.
    package let days: [Weekday: OfficeHours]

    /// Creates the hours; a weekday that is not named is closed.
    package init(_ days: [Weekday: OfficeHours]) {
        self.days = days.filter { $0.value.isOpen }
    }

    /// Reads the text form; nil for another text, and where a weekday occurs twice.
    package init?(parsing text: some StringProtocol) {
        var days: [Weekday: OfficeHours] = [:]
        for part in String(text).split(separator: ";") {
            let words = part.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let weekdays = Self.weekdays(words[0]),
                let hours = try? OfficeHours(parsing: words[1])
            else { return nil }
            for weekday in weekdays {
                guard days.updateValue(hours, forKey: weekday) == nil else { return nil }
            }
        }
        self.init(days)
    }

    /// Each weekday that has hours, in the order of the week.
    package var description: String {
        Weekday.allCases.compactMap { weekday in
            days[weekday].map { "\(weekday.word) \($0)" }
        }.joined(separator: "; ")
    }

    /// Reads `sat` or `sat-wed`.
    private static func weekdays(_ text: Substring) -> [Weekday]? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap(Weekday.init(word:)),
            let last = ends.last.flatMap(Weekday.init(word:)), ends.count <= 2,
            first.rawValue <= last.rawValue
        else { return nil }
        return Array(Weekday.allCases[first.rawValue...last.rawValue])
    }
}
