/// A moment in UTC, to the second.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    package let secondsSinceEpoch: Int64

    /// Creates the moment this many seconds after 1970-01-01T00:00:00Z.
    package init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

    /// Reads RFC 3339 §5.6: `2026-11-21T11:31:51Z`, with any offset; a fraction is dropped.
    ///
    /// - Throws: `DateParsingError` for another form, or a moment outside the years 0…9999 in UTC.
    package init(parsing text: some StringProtocol) throws(DateParsingError) {
        try self.init(parsing: String(text))
    }

    /// Reads RFC 3339 §5.6 (see the generic form).
    package init(parsing text: String) throws(DateParsingError) {
        if text.isEmpty { throw .empty }
        var fields = ASCIIFields(text.utf8)
        guard let year = fields.number(digits: 4), fields.skip(0x2D),
            let month = fields.number(digits: 2), fields.skip(0x2D),
            let day = fields.number(digits: 2),
            fields.skip(0x54) || fields.skip(0x74) || fields.skip(0x20),
            let hour = fields.number(digits: 2), fields.skip(0x3A),
            let minute = fields.number(digits: 2), fields.skip(0x3A),
            let second = fields.number(digits: 2),
            !fields.skip(0x2E) || fields.skipDigits(),
            let offset = Self.offset(&fields), fields.isAtEnd,
            hour < 24, minute < 60, second <= 60
        else { throw .format }
        let date = try CivilDate.checked(year: year, month: month, day: day)
        let time = Int64(hour * 3600 + minute * 60 + second)
        secondsSinceEpoch = Int64(date.daysSinceEpoch) * 86_400 + time - Int64(offset)
        // With the offset, the moment could be one that has no form in UTC.
        guard Self.written.contains(secondsSinceEpoch) else { throw .yearOutOfRange(year) }
    }

    /// The years 0…9999 in UTC: those that four digits can write.
    package static let written: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// `2026-11-21T11:31:51Z`.
    package var description: String {
        let (days, seconds) = days(shiftedBy: 0)
        var text = ASCIIText()
        text.append(CivilDate(daysSinceEpoch: days))
        text.append("T")
        text.append(seconds / 3600, digits: 2)
        text.append(":")
        text.append(seconds / 60 % 60, digits: 2)
        text.append(":")
        text.append(seconds % 60, digits: 2)
        text.append("Z")
        return text.string
    }

    /// The day in Tehran.
    package var tehranDate: CivilDate { CivilDate(daysSinceEpoch: Int(tehranDay)) }

    /// The number of the day in Tehran, as ``CivilDate/daysSinceEpoch``.
    package var tehranDay: Int64 { Int64(days(shiftedBy: Self.tehranOffset).days) }

    /// Returns 00:00 of a day in Tehran.
    package static func start(ofTehranDay day: CivilDate) -> Timestamp {
        Timestamp(secondsSinceEpoch: Int64(day.daysSinceEpoch) * 86_400 - tehranOffset)
    }

    /// Seconds until the next day begins in Tehran: 1…86,400.
    package var secondsLeftInTehran: Int {
        86_400 - days(shiftedBy: Self.tehranOffset).seconds
    }

    /// The time of day in Tehran.
    package var tehranTime: (hour: Int, minute: Int) {
        let seconds = days(shiftedBy: Self.tehranOffset).seconds
        return (seconds / 3600, seconds / 60 % 60)
    }

    /// Returns the moment this many seconds later; earlier for a negative number.
    package func adding(seconds: Int64) -> Timestamp {
        Timestamp(secondsSinceEpoch: secondsSinceEpoch + seconds)
    }

    /// Orders moments by time.
    package static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.secondsSinceEpoch < b.secondsSinceEpoch
    }
}

extension Timestamp {
    /// Tehran is at +03:30 all year since 1401; earlier moments are shown with this offset too.
    package static let tehranOffset: Int64 = 12_600

    private func days(shiftedBy offset: Int64) -> (days: Int, seconds: Int) {
        let shifted = Int(secondsSinceEpoch + offset)
        let days = CivilDate.floored(shifted, by: 86_400)
        return (days, shifted - days * 86_400)
    }

    private static func offset(_ fields: inout ASCIIFields) -> Int? {
        if fields.skip(0x5A) || fields.skip(0x7A) { return 0 }
        let isNegative = fields.skip(0x2D)
        guard isNegative || fields.skip(0x2B), let hours = fields.number(digits: 2),
            fields.skip(0x3A), let minutes = fields.number(digits: 2), hours < 24, minutes < 60
        else { return nil }
        return (isNegative ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
