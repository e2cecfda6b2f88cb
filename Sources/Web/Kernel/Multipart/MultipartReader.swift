/// Reads a form with files (`multipart/form-data`, RFC 7578) while its bytes arrive, strictly.
///
/// It allows no preamble, no epilogue, no padding behind a boundary, and no header but the two that
/// browsers send, so that two readers cannot understand a form differently. It keeps at most one head or
/// one delimiter in memory; the content of a part is passed on as it comes.
package struct MultipartReader: Sendable {
    /// The most parts of a form that is declared in the program; the largest one has four.
    package static let mostParts = 16
    /// The longest boundary, in bytes (RFC 2046 §5.1.1).
    static let longestBoundary = 70

    /// The most parts of this form.
    private let parts: Int
    private let opening: [UInt8]
    private let delimiter: [UInt8]
    private var waiting: [UInt8] = []
    private var state = State.opening
    private var names: Set<String> = []

    private enum State {
        /// Before the first boundary.
        case opening
        /// Behind a boundary: the end of a line, or the two dashes behind the last one.
        case boundary
        case head
        case content
        /// Behind the last boundary.
        case closed
        /// Behind the end of the last line.
        case end
    }

    /// What the next bytes were.
    package enum Event: Sendable, Equatable {
        /// A part begins.
        case part(MultipartHead)
        /// Some of the content of the part that began last.
        case content([UInt8])
    }

    /// A reader for a body with this `Content-Type` and at most so many parts.
    package init(
        contentType: String,
        parts: Int = MultipartReader.mostParts
    ) throws(MultipartError) {
        self.parts = parts
        opening = Array("--\(try Self.boundary(in: contentType))".utf8)
        delimiter = Array("\r\n".utf8) + opening
    }

    /// Reads the next bytes of the body; returns what became known by them.
    package mutating func read(
        _ bytes: some Sequence<UInt8>
    ) throws(MultipartError) -> [Event] {
        waiting.append(contentsOf: bytes)
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// Ends the body.
    ///
    /// - Throws: `end` where the last boundary has not come.
    package func finish() throws(MultipartError) {
        switch state {
        case .opening, .boundary, .head, .content: throw .end
        case .closed, .end: guard waiting.isEmpty else { throw .trailing }
        }
    }
}

extension MultipartReader {
    /// Reads one thing; returns false when more bytes are needed for it.
    private mutating func step(_ events: inout [Event]) throws(MultipartError) -> Bool {
        switch state {
        case .opening:
            guard let isThere = take(opening) else { return false }
            guard isThere else { throw .start }
            state = .boundary
        case .boundary:
            guard waiting.count >= 2 else { return false }
            if take(Array("--".utf8)) == true {
                state = .closed
            } else if take(Array("\r\n".utf8)) == true {
                guard names.count < parts else { throw .tooMany }
                state = .head
            } else {
                throw .start
            }
        case .head:
            guard let head = try takeHead() else { return false }
            guard names.insert(head.name).inserted else { throw .twice }
            events.append(.part(head))
            state = .content
        case .content:
            return takeContent(&events)
        case .closed:
            // The end of the last line may be there or not.
            guard waiting.count >= 2 else { return false }
            guard take(Array("\r\n".utf8)) == true else { throw .trailing }
            state = .end
        case .end:
            guard waiting.isEmpty else { throw .trailing }
            return false
        }
        return true
    }

    /// Steps over these bytes; false where others come, nil while too few have come to say.
    private mutating func take(_ bytes: [UInt8]) -> Bool? {
        guard waiting.starts(with: bytes.prefix(waiting.count)) else { return false }
        guard waiting.count >= bytes.count else { return nil }
        waiting.removeFirst(bytes.count)
        return true
    }

    /// Takes the lines of a head and the empty line behind them; nil while they have not come.
    private mutating func takeHead() throws(MultipartError) -> MultipartHead? {
        let end = Array("\r\n\r\n".utf8)
        guard let start = waiting.firstIndex(of: end, from: 0) else {
            guard waiting.count < MultipartHead.longest + end.count else { throw .head }
            return nil
        }
        guard start <= MultipartHead.longest else { throw .head }
        let head = try MultipartHead(parsing: waiting[..<start])
        waiting.removeFirst(start + end.count)
        return head
    }

    /// Passes on content up to the next delimiter, or everything that cannot begin one.
    private mutating func takeContent(_ events: inout [Event]) -> Bool {
        let found = waiting.firstIndex(of: delimiter, from: 0)
        let end = found ?? max(0, waiting.count - delimiter.count + 1)
        if end > 0 { events.append(.content(Array(waiting[..<end]))) }
        waiting.removeFirst(end + (found == nil ? 0 : delimiter.count))
        if found != nil { state = .boundary }
        return found != nil
    }
}

extension MultipartReader {
    /// Returns the boundary of `multipart/form-data; boundary=…`, quoted or not.
    private static func boundary(in contentType: String) throws(MultipartError) -> String {
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

    /// Letters, digits and `'()+_,-./:=?`; RFC 2046 allows a space too, which no browser sends.
    private static func isOfBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "'()+_,-./:=?".utf8.contains(byte)
        }
    }
}

extension [UInt8] {
    /// Returns where `bytes`, which begin with a carriage return, occur first.
    fileprivate func firstIndex(of bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while let found = self[place...].firstIndex(of: bytes[0]) {
            guard found + bytes.count <= count else { return nil }
            if self[found..<(found + bytes.count)].elementsEqual(bytes) { return found }
            place = found + 1
        }
        return nil
    }
}
