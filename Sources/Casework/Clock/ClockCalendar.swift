package import Accounts
package import Persian

/// Whose days a clock counts, and what a changed calendar may take away from it.
///
/// Stored as text with the clock, so that a due time can be computed again from its row and the calendar alone:
/// `office organisation:1001 category:university province:tehran nation`,
/// `applicant category:headquarters province:tehran nation reach:sms reach:region:abroad`.
package struct ClockCalendar: Sendable, Hashable, CustomStringConvertible {
    /// For whom the term runs.
    package let party: TermParty
    /// The scopes of the calendar, the strongest first.
    package let scopes: [CalendarScope]
    /// The outages that concern an applicant: `sms`, `email`, `network`, `region:abroad`; sorted.
    package let reach: [String]

    /// The scopes of Tehran headquarters, whose calendar is that of SAORG's offices and of the last day of an applicant.
    private static let headquarters = CalendarScope.all(
        organisation: "",
        category: Organisation.Category.headquarters.rawValue,
        province: "tehran"
    )

    /// The calendar of the organisation that a case waits for.
    package init(office organisation: Organisation) {
        party = .office
        // SAORG's offices have the calendar of Tehran headquarters.
        guard organisation.kind != .unit || organisation.category != .headquarters else {
            scopes = Self.headquarters
            reach = []
            return
        }
        scopes = CalendarScope.all(
            organisation: organisation.code,
            category: organisation.category.rawValue,
            province: Self.word(organisation.province)
        )
        reach = []
    }

    /// The calendar of an applicant, whose days are those of the calendar; outages of what reaches the person extend it.
    package init(applicantReachedBy reach: Set<String>) {
        party = .applicant
        scopes = Self.headquarters
        self.reach = reach.map(Self.word).sorted()
    }

    /// A name without spaces, which separate the words of the text.
    private static func word(_ name: String) -> String {
        name.lowercased().replacing(" ", with: "-")
    }
}

extension ClockCalendar {
    private static let reachPrefix = "reach:"

    /// The text that is stored.
    package var description: String {
        let first = party == .office ? "office" : "applicant"
        let words = scopes.map(\.description) + reach.map { Self.reachPrefix + $0 }
        return ([first] + words).joined(separator: " ")
    }

    /// Reads the text that is stored; nil for another one.
    package init?(stored text: String) {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "office": party = .office
        case "applicant": party = .applicant
        default: return nil
        }
        let rest = words.dropFirst()
        reach = rest.filter { $0.hasPrefix(Self.reachPrefix) }
            .map { String($0.dropFirst(Self.reachPrefix.count)) }
        scopes = rest.filter { !$0.hasPrefix(Self.reachPrefix) }.map { CalendarScope($0) }
    }

    /// Returns the due time of a budget, longer by the outages that concern an applicant.
    ///
    /// - Throws: `DueTimeError`.
    func due(
        after budget: CalendarBudget,
        from start: Timestamp,
        pauses: [ClockPause],
        in calendars: Calendars
    ) throws(DueTimeError) -> DueTime {
        let calendar = calendars.calendar(of: scopes)
        let due = try calendar.due(after: budget, from: start, pauses: pauses)
        guard party == .applicant, !reach.isEmpty else { return due }
        let outages = calendars.book.outages.filter { reach.contains($0.reach) }
        return outages.isEmpty ? due : try calendar.extended(due, from: start, by: outages)
    }
}
