/// A converter of a file's bytes into UTF-8, chunk by chunk; it removes the byte order mark.
///
/// Invalid UTF-16 becomes U+FFFD. UTF-8 passes unchanged: a wrong byte becomes U+FFFD when its cell is read,
/// and affects no other cell.
package struct Transcoder: Sendable {
    private let encoding: TextEncoding
    private var isAtStart = true
    private var rest: [UInt8] = []
    private var highSurrogate: UInt32?

    /// Creates a converter from an encoding.
    package init(from encoding: TextEncoding) { self.encoding = encoding }

    /// Returns the UTF-8 of the next chunk; an incomplete character at its end waits for the next one.
    package mutating func feed(_ bytes: [UInt8]) -> [UInt8] {
        switch encoding {
        case .utf8: utf8(bytes)
        case .windows1256: windows1256(bytes)
        case .utf16LittleEndian: utf16(bytes, low: 0, high: 1)
        case .utf16BigEndian: utf16(bytes, low: 1, high: 0)
        }
    }

    /// Returns the UTF-8 of an incomplete character at the end of the file.
    package mutating func finish() -> [UInt8] {
        defer {
            rest = []
            highSurrogate = nil
        }
        if encoding == .utf8 { return rest }
        return rest.isEmpty && highSurrogate == nil ? [] : Array("\u{FFFD}".utf8)
    }

    private mutating func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard isAtStart else { return bytes }
        rest += bytes
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if rest.count < 3, mark.starts(with: rest) { return [] }
        isAtStart = false
        defer { rest = [] }
        return rest.starts(with: mark) ? Array(rest.dropFirst(3)) : rest
    }

    private func windows1256(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        let upperHalf = Windows1256.upperHalf
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
            } else {
                text.append(scalar: upperHalf[Int(byte) - 0x80])
            }
        }
        return text
    }

    private mutating func utf16(_ bytes: [UInt8], low: Int, high: Int) -> [UInt8] {
        rest += bytes
        var text: [UInt8] = []
        text.reserveCapacity(rest.count * 3 / 2)
        var index = 0
        while index + 1 < rest.count {
            let unit = UInt32(rest[index + low]) | UInt32(rest[index + high]) << 8
            index += 2
            if isAtStart {
                isAtStart = false
                if unit == 0xFEFF { continue }
            }
            append(unit, to: &text)
        }
        rest.removeFirst(index)
        return text
    }

    private mutating func append(_ unit: UInt32, to text: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if (0xDC00...0xDFFF).contains(unit) {
                text.append(scalar: 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
                return
            }
            text.append(scalar: 0xFFFD)
        }
        switch unit {
        case 0xD800...0xDBFF: highSurrogate = unit
        case 0xDC00...0xDFFF: text.append(scalar: 0xFFFD)
        default: text.append(scalar: unit)
        }
    }
}

extension [UInt8] {
    /// Appends the UTF-8 of a scalar that is not a surrogate.
    fileprivate mutating func append(scalar: UInt32) {
        let tail = { (shift: UInt32) in UInt8(scalar >> shift & 0x3F | 0x80) }
        switch scalar {
        case 0..<0x80:
            append(UInt8(scalar))
        case 0x80..<0x800:
            append(UInt8(scalar >> 6 | 0xC0))
            append(tail(0))
        case 0x800..<0x10000:
            append(UInt8(scalar >> 12 | 0xE0))
            append(tail(6))
            append(tail(0))
        default:
            append(UInt8(scalar >> 18 | 0xF0))
            append(tail(12))
            append(tail(6))
            append(tail(0))
        }
    }
}
