/// Percent-encoding (RFC 3986 §2.1).
enum PercentEncoding {
    /// Returns the text of encoded bytes; nil where a `%` has no two hexadecimal digits, or the bytes are not
    /// UTF-8.
    ///
    /// In a form a `+` is a space (`isForm`); in a path it is itself.
    static func decode(_ bytes: some Sequence<UInt8>, isForm: Bool) -> String? {
        var decoded: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+") where isForm: decoded.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(nibble), let low = rest.next().flatMap(nibble)
                else { return nil }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension String {
    /// The text with everything but letters, digits and `-._~` percent-encoded, for the value of a query (RFC 3986 §2.3).
    package var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(Character(Unicode.Scalar(byte)))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return encoded
    }

    /// The text of a segment of a path; nil where it is not well-formed, or has U+0000, which no reader types.
    package var percentDecoded: String? {
        guard let text = PercentEncoding.decode(utf8, isForm: false), !text.utf8.contains(0) else {
            return nil
        }
        return text
    }
}
