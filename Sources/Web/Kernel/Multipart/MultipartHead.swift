/// The head of one part: its name, and for a file the file's name and media type.
package struct MultipartHead: Sendable, Equatable {
    /// The name of the form's field.
    package let name: String
    /// The name of the file on the visitor's machine; nil for a part that is not a file.
    package let filename: String?
    let mediaType: String?

    /// The most bytes; a browser's head takes some 150 and a long file name.
    static let longest = 1024

    /// Reads the lines of a head, without the empty line behind them.
    init(parsing bytes: ArraySlice<UInt8>) throws(MultipartError) {
        var disposition: (name: String, filename: String?)?
        var mediaType: String?
        for line in try Self.lines(of: bytes) {
            let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, halves[1].first == " " else { throw .head }
            let value = halves[1].dropFirst()
            switch halves[0].lowercased() {
            case "content-disposition" where disposition == nil:
                disposition = try Self.disposition(value)
            case "content-type" where mediaType == nil && !value.isEmpty:
                mediaType = String(value)
            default: throw .head
            }
        }
        guard let disposition else { throw .head }
        name = disposition.name
        filename = disposition.filename
        self.mediaType = mediaType
    }

    /// The lines, each ended by CR LF; a carriage return alone is refused.
    private static func lines(of bytes: ArraySlice<UInt8>) throws(MultipartError) -> [String] {
        var lines: [String] = []
        var rest = bytes
        while true {
            let line = rest.prefix { $0 != 0x0d }
            guard let text = String(validating: line, as: UTF8.self) else { throw .head }
            lines.append(text)
            rest = rest.dropFirst(line.count)
            if rest.isEmpty { return lines }
            guard rest.dropFirst().first == 0x0a else { throw .head }
            rest = rest.dropFirst(2)
        }
    }

    /// Reads `form-data; name="…"` with, for a file, `; filename="…"`.
    private static func disposition(
        _ text: Substring
    ) throws(MultipartError) -> (name: String, filename: String?) {
        var rest = text
        guard let name = quoted("form-data; name=\"", &rest), !name.isEmpty else { throw .head }
        if rest.isEmpty { return (name, nil) }
        guard let filename = quoted("; filename=\"", &rest), rest.isEmpty else { throw .head }
        return (name, filename)
    }

    /// Returns the text between a beginning and the next quote.
    ///
    /// Browsers write a quote within it as `%22`; it is kept as it came, since no file of ours is opened
    /// by this name.
    private static func quoted(_ beginning: String, _ rest: inout Substring) -> String? {
        guard rest.utf8.starts(with: beginning.utf8) else { return nil }
        let inside = rest.utf8.dropFirst(beginning.utf8.count)
        guard let end = inside.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let text = inside[..<end]
        guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
        rest = Substring(inside[inside.index(after: end)...])
        return String(Substring(text))
    }
}
