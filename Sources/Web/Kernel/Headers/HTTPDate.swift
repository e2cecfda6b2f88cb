import Foundation
package import Persian

/// The text of a moment in the field `Date`.
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Returns the form of RFC 9110, section 5.6.7, that servers send: `Sun, 06 Nov 1994 08:49:37 GMT`.
    package static func text(of moment: Timestamp) -> String {
        let (day, second) = Int(moment.secondsSinceEpoch).quotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate(daysSinceEpoch: day)
        let (weekday, month) = (Weekday(ofDay: day).word.capitalized, months[date.month - 1])
        let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits)
            .joined(separator: ":")
        return "\(weekday), \(twoDigits(date.day)) \(month) \(date.year) \(time) GMT"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
