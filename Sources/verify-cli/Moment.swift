import Foundation
import Persian

/// Parsing of days and moments as they are typed, and the present moment.
enum Moment {
    /// The present moment; the only clock of the program.
    static var now: Timestamp {
        Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }

    /// Returns the end of a day in Tehran (+03:30), or the moment itself when one is given.
    static func end(ofDay text: String) throws -> Timestamp {
        try parse(text, addingDays: 1)
    }

    /// Returns the beginning of a day in Tehran, or the moment itself when one is given.
    static func start(ofDay text: String) throws -> Timestamp {
        try parse(text, addingDays: 0)
    }

    private static func parse(_ text: String, addingDays days: Int) throws -> Timestamp {
        if text.contains("T") { return try Timestamp(parsing: text) }
        let date = try TypedDate.parse(text)
        let midnight = Int64(date.daysSinceEpoch + days) * 86_400
        return Timestamp(secondsSinceEpoch: midnight - tehran)
    }

    /// Seconds by which Tehran is ahead of UTC; no daylight saving since 1401.
    private static let tehran: Int64 = 12_600
}
