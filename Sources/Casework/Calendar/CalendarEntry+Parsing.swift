import Persian

/// A column of a calendar file.
package enum CalendarColumn: String, Sendable, Hashable, CaseIterable {
    /// What the line sets, a word of `CalendarEntry.Kind`.
    case kind
    /// The offices.
    case scope
    /// The day, the first day of a week table, or the number of a year.
    case day
    /// The last day of a week table.
    case until
    /// The office hours.
    case hours
    /// Why.
    case reason
    /// From where it is known.
    case source
    /// When it was announced.
    case announced
}

/// The column of a line that is wrong.
package struct CalendarEntryFault: Error, Equatable, Sendable {
    /// The column.
    package let column: CalendarColumn
}

extension CalendarEntry {
    /// The words of the column `kind`.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Office hours of a week.
        case week
        /// A year whose holidays are all known.
        case complete
        /// A year whose holidays are not all known.
        case incomplete
        /// Offices are closed on a day.
        case closed
        /// Offices have other hours on a day.
        case hours
        /// Offices open on a day that the week or a weaker scope closes.
        case open
        /// What was loaded for a day is no longer valid.
        case withdrawn
    }

    /// The limit of a reason and of a source in Unicode scalars.
    private static let textLimit = 200

    /// Reads a line of a file by its columns; a column that the file does not have is empty.
    ///
    /// A day is Jalali or Gregorian, as users type it; that of a year is its number, such as 1405.
    ///
    /// - Throws: `CalendarEntryFault` with the first wrong column.
    package init(_ text: (CalendarColumn) -> String) throws(CalendarEntryFault) {
        guard let kind = Kind(rawValue: text(.kind)) else {
            throw CalendarEntryFault(column: .kind)
        }
        guard let scope = CalendarScope(parsing: text(.scope)) else {
            throw CalendarEntryFault(column: .scope)
        }
        for column in [CalendarColumn.reason, .source]
        where text(column).unicodeScalars.count > Self.textLimit {
            throw CalendarEntryFault(column: column)
        }
        if kind != .week, !text(.until).isEmpty { throw CalendarEntryFault(column: .until) }
        self.init(
            scope,
            try Self.content(kind, text),
            reason: text(.reason),
            source: text(.source),
            announced: text(.announced).isEmpty ? nil : try Self.day(text(.announced), .announced)
        )
    }

    private static func content(
        _ kind: Kind,
        _ text: (CalendarColumn) -> String
    ) throws(CalendarEntryFault) -> Content {
        switch kind {
        case .week:
            let from = try day(text(.day), .day)
            let until = text(.until).isEmpty ? nil : try day(text(.until), .until)
            if let until, until < from { throw CalendarEntryFault(column: .until) }
            guard let hours = WeekHours(parsing: text(.hours)) else {
                throw CalendarEntryFault(column: .hours)
            }
            return .week(from: from, until: until, hours)
        case .complete, .incomplete:
            guard let year = Int(Digits.folded(text(.day))), (1300...1499).contains(year) else {
                throw CalendarEntryFault(column: .day)
            }
            return .year(year, isComplete: kind == .complete)
        case .closed, .hours, .open:
            return .fact(try day(text(.day), .day), try effect(kind, text(.hours)))
        case .withdrawn:
            return .withdrawal(try day(text(.day), .day))
        }
    }

    private static func effect(
        _ kind: Kind,
        _ text: String
    ) throws(CalendarEntryFault) -> DayFact.Effect {
        guard let hours = try? OfficeHours(parsing: text),
            kind == .open || hours.isOpen == (kind == .hours)
        else { throw CalendarEntryFault(column: .hours) }
        switch kind {
        case .hours: return .hours(hours)
        case .open: return .open(hours.isOpen ? hours : nil)
        default: return .closed
        }
    }

    private static func day(
        _ text: String,
        _ column: CalendarColumn
    ) throws(CalendarEntryFault) -> CivilDate {
        guard let day = try? TypedDate.parse(text) else { throw CalendarEntryFault(column: column) }
        return day
    }
}
