/// Numbers for people, in Persian digits with ٬ ٫ ٪.
package enum PersianNumber {
    /// ۱۴۰۳: no grouping, for years and for numbers that are names.
    package static func plain(_ number: Int) -> String { Digits.persian(String(number)) }

    /// ۱۲٬۳۴۵.
    package static func grouped(_ number: Int) -> String {
        let sign = number < 0 ? "\u{2212}" : ""
        return sign + Digits.persian(grouped(number.magnitude, by: "\u{66C}"))
    }

    /// 12,345, for the English pages.
    package static func groupedInEnglish(_ number: Int) -> String {
        (number < 0 ? "-" : "") + grouped(number.magnitude, by: ",")
    }

    /// ۱۷٫۲۵ for 1725 hundredths.
    package static func decimal(hundredths: Int) -> String {
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "\u{2212}" : ""
        let fraction = rest < 10 ? "0\(rest)" : "\(rest)"
        return sign + Digits.persian(grouped(whole, by: "\u{66C}") + "\u{66B}" + fraction)
    }

    /// ۲۵٪.
    package static func percent(_ number: Int) -> String { grouped(number) + "٪" }

    /// ۱۲٫۵ مگابایت: bytes in the unit that people expect.
    package static func bytes(_ count: Int) -> String {
        let units = ["بایت", "کیلوبایت", "مگابایت", "گیگابایت"]
        var tenths = count * 10
        var unit = 0
        while tenths >= 10_240, unit < units.count - 1 {
            tenths /= 1024
            unit += 1
        }
        let fraction = tenths % 10 == 0 ? "" : "\u{66B}" + plain(tenths % 10)
        return "\(grouped(tenths / 10))\(fraction) \(units[unit])"
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
