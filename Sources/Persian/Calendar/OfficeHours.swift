/// The hours of one day during which offices are open: intervals of time, in order and apart from each other.
///
/// A day may have several, for example around lunch; none means that offices are closed.
package struct OfficeHours: Sendable, Hashable {
    /// The intervals in seconds since 00:00 in Tehran; the last one ends at 24:00 (86,400) at the latest.
    package let intervals: [Range<Int>]

    /// No hours at all.
    package static let closed = OfficeHours(sorted: [])

    /// The limit of intervals in a day: more are a mistake in a file.
    package static let maximumCount = 12

    /// Creates the hours of a day from intervals in any order; two that touch become one.
    ///
    /// - Throws: `OfficeHoursError` for an interval that is empty, outside of the day or overlaps another one.
    package init(_ intervals: [(from: Int, until: Int)]) throws(OfficeHoursError) {
        guard intervals.count <= Self.maximumCount else { throw .tooMany }
        var joined: [Range<Int>] = []
        for (from, until) in intervals.sorted(by: { $0.from < $1.from }) {
            guard from >= 0, until <= 86_400 else { throw .time }
            guard from < until else { throw .order }
            guard let last = joined.last, from <= last.upperBound else {
                joined.append(from..<until)
                continue
            }
            guard from == last.upperBound else { throw .overlap }
            joined[joined.count - 1] = last.lowerBound..<until
        }
        self.init(sorted: joined)
    }

    private init(sorted intervals: [Range<Int>]) {
        self.intervals = intervals
    }

    /// Whether offices open on the day.
    package var isOpen: Bool { !intervals.isEmpty }

    /// When offices open, in seconds of the day; nil on a closed day.
    package var opening: Int? { intervals.first?.lowerBound }

    /// When offices close for the day, in seconds of the day; nil on a closed day.
    package var closing: Int? { intervals.last?.upperBound }
}

/// Why intervals are not the hours of a day.
package enum OfficeHoursError: Error, Equatable, Sendable {
    /// A time that a day does not have, or that is not written as `07:30`.
    case time
    /// An interval that ends where it begins, or before.
    case order
    /// Two intervals that overlap.
    case overlap
    /// More than `OfficeHours.maximumCount` intervals.
    case tooMany
}

extension OfficeHours: CustomStringConvertible {
    /// Reads `07:30-11:30 12:00-14:30`; an empty text means closed.
    ///
    /// - Throws: `OfficeHoursError`.
    package init(parsing text: some StringProtocol) throws(OfficeHoursError) {
        var intervals: [(from: Int, until: Int)] = []
        for word in text.split(separator: " ") {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2 else { throw .time }
            intervals.append((try Self.seconds(ends[0]), try Self.seconds(ends[1])))
        }
        try self.init(intervals)
    }

    /// Reads a time of day, `00:00` … `24:00`, in seconds.
    ///
    /// - Throws: `OfficeHoursError.time`.
    package static func seconds(_ text: some StringProtocol) throws(OfficeHoursError) -> Int {
        var fields = ASCIIFields(String(text).utf8)
        guard let hour = fields.number(digits: 2), fields.skip(0x3A),
            let minute = fields.number(digits: 2), fields.isAtEnd, minute < 60,
            hour * 60 + minute <= 24 * 60
        else { throw .time }
        return hour * 3600 + minute * 60
    }

    /// The hours as `07:30-11:30 12:00-14:30`; empty for a closed day.
    package var description: String {
        intervals.map { "\(Self.text($0.lowerBound))-\(Self.text($0.upperBound))" }
            .joined(separator: " ")
    }

    /// Returns a time of day as `07:30`.
    package static func text(_ seconds: Int) -> String {
        var text = ASCIIText()
        text.append(seconds / 3600, digits: 2)
        text.append(":")
        text.append(seconds / 60 % 60, digits: 2)
        return text.string
    }
}
