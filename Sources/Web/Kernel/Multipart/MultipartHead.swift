/// The head of one part: its name, and for a file its name and media type.
package struct MultipartHead {
    package let name: String
    package let filename: String?
    package let mediaType: String?

    /// Reads the lines up to the empty one.
    package init(from rest: inout MultipartCursor) throws(Multipart.ParsingError) {
        var disposition: (name: String, filename: String?)?
        var mediaType: String?
        var room = Multipart.longestHead
        while true {
            guard let line = rest.takeLine(upTo: room) else { throw .head }
            room -= line.utf8.count
            if line.isEmpty { break }
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

    /// Reads `form-data; name="…"` with, for a file, `; filename="…"`.
    private static func disposition(
        _ text: Substring
    ) throws(Multipart.ParsingError) -> (name: String, filename: String?) {
        var rest = text
        guard let name = quoted("form-data; name=\"", &rest), !name.isEmpty else { throw .head }
        if rest.isEmpty { return (name, nil) }
        guard let filename = quoted("; filename=\"", &rest), rest.isEmpty else { throw .head }
        return (name, filename)
    }

    /// The text between what it must begin with and the next quote.
    ///
    /// Browsers write a quote within it as `%22`; it is kept as it came, since nothing of ours opens a
    /// file by this name.
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
