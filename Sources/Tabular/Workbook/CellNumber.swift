internal import Persian

/// The number in a cell as a text that says no more than the number does.
enum CellNumber {
    /// The digits that a spreadsheet keeps.
    private static let digits = 15

    /// Returns a number as a spreadsheet shows it: `411800779`, `17.25`.
    ///
    /// A whole number of more than 15 digits lost its last ones: it is returned as `1.79583965972743E+19`, which no
    /// column and no code takes. A fraction is rounded to 15 digits, since 18.54 is stored as 18.539999999999999.
    /// What is not a number is returned unchanged.
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        // Most numbers are whole and short.
        if (1...digits).contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
            let number = bytes.drop { $0 == 0x30 }
            return number.isEmpty ? [0x30] : Array(number)
        }
        guard let number = Parts(bytes) else { return bytes }
        return Array(number.text.utf8)
    }

    /// Returns the day of a number of days, such as `1991-08-03`, with the time where there is one; nil for a
    /// number that is no day.
    ///
    /// Days count from 1900 or from 1904. In the first system 60 is 29 February 1900, which did not exist.
    static func date(_ bytes: [UInt8], isFrom1904: Bool) -> String? {
        guard let days = Double(String(decoding: bytes, as: UTF8.self)), days >= 0, days < 2_958_466
        else { return nil }
        var whole = Int(days)
        var seconds = Int(((days - Double(whole)) * 86_400).rounded())
        if seconds == 86_400 {
            whole += 1
            seconds = 0
        }
        let first = isFrom1904 ? 24_107 : whole < 60 ? 25_568 : 25_569
        guard isFrom1904 || (whole > 0 && whole != 60) else { return nil }
        let day = CivilDate(daysSinceEpoch: whole - first).description
        return seconds == 0 ? day : "\(day) \(time(seconds))"
    }

    /// Returns a date that a cell holds as a text, without a midnight: `1991-08-03T00:00:00` is `1991-08-03`.
    static func isoDate(_ text: String) -> String? {
        let parts = text.split(separator: "T", maxSplits: 1)
        guard let day = parts.first, (try? CivilDate(parsing: String(day))) != nil else {
            return nil
        }
        guard parts.count == 2 else { return String(day) }
        let time = parts[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
        let isMidnight = time.utf8.allSatisfy { $0 == 0x30 || $0 == 0x3A || $0 == 0x2E }
        return isMidnight ? String(day) : "\(day) \(time)"
    }

    private static func time(_ seconds: Int) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : String($0) }
            .joined(separator: ":")
    }

    /// A decimal number: its digits without zeros at the ends, and the place of the point.
    private struct Parts {
        private var isNegative = false
        private var digits: [UInt8] = []
        /// The number of digits in front of the point; below 1 for zeros behind it.
        private var point = 0

        /// Zeros in front of or behind the digits that are written out.
        private static let zeros = 20

        /// Nil for a text that is not a decimal number.
        init?(_ bytes: [UInt8]) {
            var rest = bytes[...]
            if rest.first == UInt8(ascii: "-") { isNegative = rest.popFirst() != nil }
            var isFraction = false
            var count = 0
            while let byte = rest.first, (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") {
                rest.removeFirst()
                if byte == UInt8(ascii: ".") {
                    if isFraction { return nil }
                    isFraction = true
                    continue
                }
                count += 1
                if !isFraction { point += 1 }
                digits.append(byte)
            }
            guard count > 0, count <= 400 else { return nil }
            if let mark = rest.popFirst() {
                guard mark == UInt8(ascii: "E") || mark == UInt8(ascii: "e"),
                    let power = Int(String(decoding: rest, as: UTF8.self)), abs(power) <= 400
                else { return nil }
                point += power
            }
            let leading = digits.prefix { $0 == 0x30 }.count
            digits.removeFirst(leading)
            point -= leading
            while digits.last == 0x30 { digits.removeLast() }
            round()
        }

        /// Rounds to the digits that a spreadsheet keeps.
        private mutating func round() {
            guard digits.count > CellNumber.digits else { return }
            // A whole number keeps its first digits as they are: it is not a number to calculate with.
            let isUp = !(isWhole && isLong) && digits[CellNumber.digits] >= 0x35
            digits.removeLast(digits.count - CellNumber.digits)
            if isUp {
                var index = digits.count - 1
                while index >= 0, digits[index] == 0x39 {
                    digits[index] = 0x30
                    index -= 1
                }
                if index >= 0 {
                    digits[index] += 1
                } else {
                    digits.insert(0x31, at: 0)
                    point += 1
                }
            }
            while digits.last == 0x30 { digits.removeLast() }
        }

        private var isWhole: Bool { digits.count <= point }
        private var isLong: Bool { point > CellNumber.digits }

        var text: String {
            if digits.isEmpty { return "0" }
            let sign = isNegative ? "-" : ""
            if isLong || point < -Self.zeros { return sign + scientific }
            let all = String(decoding: digits, as: UTF8.self)
            if isWhole {
                return sign + all + String(repeating: "0", count: point - digits.count)
            }
            if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: -point))\(all)" }
            return "\(sign)\(all.prefix(point)).\(all.dropFirst(point))"
        }

        private var scientific: String {
            let all = String(decoding: digits, as: UTF8.self)
            let rest = all.dropFirst().isEmpty ? "0" : String(all.dropFirst())
            let power = point - 1
            return "\(all.prefix(1)).\(rest)E\(power < 0 ? "-" : "+")\(abs(power))"
        }
    }
}
