extension CBOR {
    /// The diagnostic notation of RFC 8949 §8, as in the examples of its appendix A.
    package var diagnostic: String {
        switch self {
        case .unsigned(let value): "\(value)"
        case .negative(.max): "-18446744073709551616"
        case .negative(let value): "-\(value + 1)"
        case .bytes(let bytes): "h'\(Hex.encode(bytes))'"
        case .text(let text): Self.quoted(text)
        case .array(let items): "[\(items.map(\.diagnostic).joined(separator: ", "))]"
        case .map(let entries):
            "{"
                + entries.map { "\($0.key.diagnostic): \($0.value.diagnostic)" }
                .joined(separator: ", ") + "}"
        case .tagged(2, .bytes(let digits)): Self.decimal(digits)
        case .tagged(3, .bytes(let digits)): "-" + Self.decimal(digits, plus: 1)
        case .tagged(let tag, let value): "\(tag)(\(value.diagnostic))"
        case .float(let value): Self.spelled(value)
        case .simple(20): "false"
        case .simple(21): "true"
        case .simple(22): "null"
        case .simple(23): "undefined"
        case .simple(let value): "simple(\(value))"
        }
    }

    /// Returns a text as in JSON, with everything outside ASCII escaped.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5c: quoted += "\\\\"
            case 0x0a: quoted += "\\n"
            case 0x0d: quoted += "\\r"
            case 0x09: quoted += "\\t"
            case 0x08: quoted += "\\b"
            case 0x0c: quoted += "\\f"
            case 0x20...0x7e: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                quoted += "\\u" + Hex.encode([UInt8(unit >> 8), UInt8(unit & 0xff)])
            }
        }
        return quoted + "\""
    }

    /// Returns the decimal digits of a bignum, given most significant byte first.
    private static func decimal(_ digits: [UInt8], plus one: UInt64 = 0) -> String {
        // Groups of nine decimal digits, least significant first.
        var groups: [UInt64] = [0]
        func multiply(by factor: UInt64, adding: UInt64) {
            var carry = adding
            for index in groups.indices {
                let value = groups[index] * factor + carry
                groups[index] = value % 1_000_000_000
                carry = value / 1_000_000_000
            }
            if carry > 0 { groups.append(carry) }
        }
        for digit in digits { multiply(by: 256, adding: UInt64(digit)) }
        multiply(by: 1, adding: one)
        let rest = groups.dropLast().reversed().map { group in
            let text = String(group)
            return String(repeating: "0", count: 9 - text.count) + text
        }
        return String(groups[groups.count - 1]) + rest.joined()
    }

    /// Returns a float with a point, and with an exponent below 10⁻⁶ and from 10²¹.
    private static func spelled(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let sign = value.sign == .minus ? "-" : ""
        if value.isZero { return sign + "0.0" }
        let (digits, point) = Self.shortestDigits(value.magnitude)
        let count = digits.count
        switch point {
        case -5...0: return sign + "0." + String(repeating: "0", count: -point) + digits
        case 1...21 where point >= count:
            return sign + digits + String(repeating: "0", count: point - count) + ".0"
        case 1...21:
            return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        default:
            let fraction = count > 1 ? digits.dropFirst() : "0"
            let exponent = point - 1
            return sign + digits.prefix(1) + "." + fraction + "e" + (exponent < 0 ? "" : "+")
                + "\(exponent)"
        }
    }

    /// The shortest digits that read back as the value 0.DIGITS · 10^point.
    private static func shortestDigits(_ value: Double) -> (digits: String, point: Int) {
        let parts = value.description.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let all = whole + (mantissa.count > 1 ? mantissa[1] : "")
        let leading = all.prefix { $0 == "0" }.count
        let digits = all.dropFirst(leading)
        let trailing = digits.reversed().prefix { $0 == "0" }.count
        return (String(digits.dropLast(trailing)), whole.count + exponent - leading)
    }
}
