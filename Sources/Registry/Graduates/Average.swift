import Persian

/// An average mark of 0…20, in hundredths.
enum Average {
    /// The highest average, in hundredths.
    static let highest = 2000

    enum ParsingError: Error {
        case format
        case outOfRange
    }

    /// Reads an average such as `18.54`, «۱۸٫۵۴», «۱۸/۵۴» or `18,5`; more than two decimals are rounded.
    static func read(_ text: String) throws(ParsingError) -> Int {
        var thousandths = 0
        var wholeDigits = 0
        var decimals: Int?
        var isNegative = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if let digit = Digits.value(of: scalar) {
                if decimals == nil { wholeDigits += 1 }
                if (decimals ?? 0) < 3 {
                    thousandths = thousandths * 10 + Int(digit)
                    if decimals != nil { decimals? += 1 }
                }
                if wholeDigits > 12 { throw .format }
            } else if isPoint(scalar), decimals == nil, wholeDigits > 0 {
                decimals = 0
            } else if index == 0, scalar == "-" || scalar == "\u{2212}" {
                isNegative = true
            } else {
                throw .format
            }
        }
        guard wholeDigits > 0, decimals != 0 else { throw .format }
        for _ in (decimals ?? 0)..<3 { thousandths *= 10 }
        let hundredths = (thousandths + 5) / 10
        if hundredths > highest || isNegative { throw .outOfRange }
        return hundredths
    }

    /// Returns an average as a text, such as `18.54`.
    static func text(_ hundredths: Int) -> String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
    }

    private static func isPoint(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "\u{66B}", "/", ",", "\u{60C}": true
        default: false
        }
    }
}
