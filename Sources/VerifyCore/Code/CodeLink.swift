/// Links of the form `https://HOST/V/CODE` in a text.
///
/// A link's host and port, and what follows `?` or `#`, may have digits that are not part of the code.
enum CodeLink {
    /// Returns the text with each link replaced by its code; nil when it has no link.
    static func codes(in text: String) -> String? {
        guard hasPath(text) else { return nil }
        var result = ""
        var word = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                result += code(in: String(word))
                result.unicodeScalars.append(scalar)
                word.removeAll()
            } else {
                word.append(scalar)
            }
        }
        return result + code(in: String(word))
    }

    private static func hasPath(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "/")) && path(in: Array(text.utf8)) != nil
    }

    /// Returns the place after the first `/V/` or `/v/`.
    private static func path(in bytes: [UInt8]) -> Int? {
        let slash = UInt8(ascii: "/")
        guard bytes.count > 3 else { return nil }
        return (3..<bytes.count).first { end in
            bytes[end - 3] == slash && bytes[end - 2] | 0x20 == UInt8(ascii: "v")
                && bytes[end - 1] == slash
        }
    }

    /// Returns what a word's link has as code, without its `%` escapes (RFC 3986 §2.1); another word as it is.
    ///
    /// Line breaks keep it apart from digits before the link, and from those behind `?` or `#`.
    private static func code(in word: String) -> String {
        let bytes = Array(word.utf8)
        guard let start = path(in: bytes) else { return word }
        let rest = bytes[start...]
        let end = rest.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let segment = unescaped(rest[..<(end ?? rest.endIndex)])
        return "\n" + segment + (end == nil ? "" : "\n")
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let escaped = try? Hex.decode(text(rest.prefix(2))),
                let value = escaped.first
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return text(result[...])
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
