/// A form with files (`multipart/form-data`, RFC 7578), read strictly.
///
/// No preamble, no epilogue, no padding behind a boundary, no header but the two that browsers send:
/// two readers cannot understand such a body differently.
package struct Multipart: Sendable, Equatable {
    /// The parts in their order; no name occurs twice.
    package let parts: [Part]

    package struct Part: Sendable, Equatable {
        package let name: String
        /// The name of the file on the visitor's machine; nil for a part that is not a file.
        package let filename: String?
        package let mediaType: String?
        package let content: [UInt8]
    }

    /// Why a body was refused.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The media type is another, or has no usable boundary.
        case boundary
        /// The body does not begin with the boundary.
        case start
        /// A part's head is not of the form that browsers send.
        case head
        /// A part's name occurs twice.
        case twice
        /// More parts than any form of ours has.
        case tooMany
        /// The body ends within a part.
        case end
        /// Something stands behind the last boundary.
        case trailing
    }

    /// The most parts; our largest form has four.
    package static let mostParts = 16
    /// The most bytes of a part's head; a browser's takes some 150 and a long file name.
    package static let longestHead = 1024
    /// The longest boundary (RFC 2046 §5.1.1).
    package static let longestBoundary = 70

    /// The part of a name.
    package subscript(name: String) -> Part? { parts.first { $0.name == name } }

    /// The text of a part that is not a file; nil when it is absent or not UTF-8.
    package func text(_ name: String) -> String? {
        guard let part = self[name], part.filename == nil else { return nil }
        return String(validating: part.content, as: UTF8.self)
    }
}

extension Multipart {
    /// Reads a body by the value of its `Content-Type` header.
    package init(parsing body: [UInt8], contentType: String) throws(ParsingError) {
        var rest = MultipartCursor(body, boundary: try Self.boundary(in: contentType))
        guard rest.take(rest.opening) else { throw .start }
        var parts: [Part] = []
        repeat {
            parts.append(try Self.part(after: parts, from: &rest))
        } while !rest.take(MultipartCursor.closing)
        _ = rest.take(MultipartCursor.newline)
        guard rest.isAtEnd else { throw .trailing }
        self.parts = parts
    }

    /// Reads what is there of a body that has not come to its end: the parts that are whole.
    ///
    /// Nothing is said of the rest, so this decides on nothing but whether to read on.
    package init(beginning body: [UInt8], contentType: String) throws(ParsingError) {
        var rest = MultipartCursor(body, boundary: try Self.boundary(in: contentType))
        guard rest.take(rest.opening) else { throw .start }
        var parts: [Part] = []
        while let part = try? Self.part(after: parts, from: &rest) { parts.append(part) }
        self.parts = parts
    }

    private static func part(
        after parts: [Part],
        from rest: inout MultipartCursor
    ) throws(ParsingError) -> Part {
        guard parts.count < mostParts else { throw .tooMany }
        guard rest.take(MultipartCursor.newline) else { throw .start }
        let head = try MultipartHead(from: &rest)
        guard !parts.contains(where: { $0.name == head.name }) else { throw .twice }
        guard let content = rest.takeContent() else { throw .end }
        return Part(
            name: head.name,
            filename: head.filename,
            mediaType: head.mediaType,
            content: content
        )
    }

    /// The boundary of `multipart/form-data; boundary=…`, quoted or not.
    private static func boundary(in contentType: String) throws(ParsingError) -> String {
        let halves = contentType.split(separator: ";", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == "multipart/form-data" else {
            throw .boundary
        }
        let parameter = halves[1].drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard parameter.count == 2, parameter[0].lowercased() == "boundary" else { throw .boundary }
        var boundary = parameter[1]
        if boundary.first == "\"", boundary.count > 2, boundary.last == "\"" {
            boundary = boundary.dropFirst().dropLast()
        }
        guard (1...longestBoundary).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy(isOfBoundary)
        else { throw .boundary }
        return String(boundary)
    }

    /// Letters, digits and `'()+_,-./:=?`; a space too is allowed by RFC 2046, and sent by nobody.
    private static func isOfBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "'()+_,-./:=?".utf8.contains(byte)
        }
    }
}
