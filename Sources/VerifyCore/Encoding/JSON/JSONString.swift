extension JSONParser {
    /// Reads a string; the position is at its quotation mark.
    mutating func string(_ source: Span<UInt8>) throws(JSON.ParsingError) -> String {
        let start = offset
        offset += 1
        var end = offset
        while end < source.count, !Self.isSpecial(source[end]) { end += 1 }
        guard end < source.count else { throw .truncated }
        if source[end] == UInt8(ascii: "\"") {
            let plain = source.extracting(offset..<end)
            offset = end + 1
            return try Self.text(plain, at: start)
        }
        return try escaped(source, at: start)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func text(
        _ bytes: Span<UInt8>,
        at start: Int
    ) throws(JSON.ParsingError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw .notUTF8(offset: start)
        }
    }

    private mutating func escaped(
        _ source: Span<UInt8>,
        at start: Int
    ) throws(JSON.ParsingError) -> String {
        var bytes: [UInt8] = []
        while offset < source.count {
            let byte = source[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return try Self.text(bytes.span, at: start)
            case UInt8(ascii: "\\"):
                bytes.append(contentsOf: String(try escape(source)).utf8)
            case 0..<0x20: throw .controlCharacter(offset: offset)
            default:
                bytes.append(byte)
                offset += 1
            }
        }
        throw .truncated
    }

    /// Reads an escape sequence.
    private mutating func escape(
        _ source: Span<UInt8>
    ) throws(JSON.ParsingError) -> Unicode.Scalar {
        let start = offset
        guard start + 1 < source.count else { throw .truncated }
        offset += 2
        switch source[start + 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(source, at: start)
        default: throw .escape(offset: start)
        }
    }

    /// Reads the four digits after `\u`, and a second escape after a high surrogate.
    private mutating func unicodeEscape(
        _ source: Span<UInt8>,
        at start: Int
    ) throws(JSON.ParsingError) -> Unicode.Scalar {
        let unit = try codeUnit(source, at: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xdc00, offset + 1 < source.count,
            source[offset] == UInt8(ascii: "\\"), source[offset + 1] == UInt8(ascii: "u")
        else { throw .loneSurrogate(offset: start) }
        offset += 2
        let low = try codeUnit(source, at: start)
        guard (0xdc00...0xdfff).contains(low),
            let scalar = Unicode.Scalar(0x1_0000 + (unit - 0xd800) << 10 + (low - 0xdc00))
        else { throw .loneSurrogate(offset: start) }
        return scalar
    }

    private mutating func codeUnit(
        _ source: Span<UInt8>,
        at start: Int
    ) throws(JSON.ParsingError) -> UInt32 {
        guard source.count - offset >= 4 else { throw .truncated }
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(source[offset])).hexDigitValue else {
                throw .escape(offset: start)
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }
}
