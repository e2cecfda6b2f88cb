/// Numbers as text for readers, in Persian digits with ٬.
package enum PersianNumber {
    /// Returns a number without grouping, for years and identifiers: ۱۴۰۳.
    package static func plain(_ number: Int) -> String { Digits.persian(String(number)) }

    /// Returns a number with grouping: ۱۲٬۳۴۵.
    package static func grouped(_ number: Int) -> String {
        let sign = number < 0 ? "\u{2212}" : ""
        return sign + Digits.persian(grouped(number.magnitude, by: "\u{66C}"))
    }

    /// Returns a number with grouping for English pages: 12,345.
    package static func groupedInEnglish(_ number: Int) -> String {
        (number < 0 ? "-" : "") + grouped(number.magnitude, by: ",")
    }

    private static func grouped(_ number: UInt, by separator: String) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += separator }
            text.append(digit)
        }
        return text
    }
}
