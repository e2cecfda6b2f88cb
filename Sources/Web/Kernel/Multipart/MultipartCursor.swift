/// A place in the body of a form with files, moving forward only.
package struct MultipartCursor {
    private let body: [UInt8]
    private var place = 0
    /// What the body begins with: two dashes and the boundary.
    package let opening: [UInt8]
    /// What ends a part's content.
    private let delimiter: [UInt8]

    package static let newline = Array("\r\n".utf8)
    /// What stands behind the last boundary.
    package static let closing = Array("--".utf8)

    package init(_ body: [UInt8], boundary: String) {
        self.body = body
        opening = Array("--\(boundary)".utf8)
        delimiter = Self.newline + opening
    }

    package var isAtEnd: Bool { place == body.count }

    /// Steps over these bytes when they come next.
    package mutating func take(_ bytes: [UInt8]) -> Bool {
        guard stands(bytes, at: place) else { return false }
        place += bytes.count
        return true
    }

    /// The line that comes next, without its end; nil when it does not end within the limit.
    package mutating func takeLine(upTo limit: Int) -> String? {
        var end = place
        while end < body.count, body[end] != 0x0d {
            guard end - place < limit else { return nil }
            end += 1
        }
        guard stands(Self.newline, at: end),
            let line = String(validating: body[place..<end], as: UTF8.self)
        else { return nil }
        place = end + Self.newline.count
        return line
    }

    /// What stands before the next delimiter, and steps over both; nil when there is none.
    package mutating func takeContent() -> [UInt8]? {
        var end = place
        while end < body.count {
            if body[end] == 0x0d, stands(delimiter, at: end) {
                let content = Array(body[place..<end])
                place = end + delimiter.count
                return content
            }
            end += 1
        }
        return nil
    }

    private func stands(_ bytes: [UInt8], at start: Int) -> Bool {
        guard start + bytes.count <= body.count else { return false }
        for index in bytes.indices where body[start + index] != bytes[index] { return false }
        return true
    }
}
