import VerifyCore

/// A walk over the chunks of a PNG (ISO/IEC 15948 §5) while its bytes arrive.
///
/// Kept are IHDR, PLTE, tRNS, IDAT and IEND, each with its checksum verified. Every other chunk that a decoder may ignore
/// (text, profiles, times, further frames of an animation) and all bytes after IEND are removed; a chunk that no decoder may
/// ignore and that is unknown is refused.
struct PNGWalk: Sendable {
    /// The first bytes of every PNG.
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Whether something was removed.
    private(set) var isChanged = false
    private var state = State.signature
    private var waiting: [UInt8] = []
    private var sum = CRC32()
    private var header: PNGHeader?
    /// The number of colours of the palette.
    private var palette = 0
    private var hasTransparency = false
    private var data = DataState.none
    private var hasBytes = false

    private enum State: Sendable {
        case signature
        /// In the length and the type of a chunk.
        case head
        /// In the content and the checksum of a small chunk.
        case small(PNGChunk, Int)
        /// In the content of IDAT, before this many bytes.
        case data(Int)
        /// In the checksum of IDAT.
        case sum
        /// In a chunk that is removed, before this many bytes.
        case removed(Int)
        case end
    }

    /// The data of the image: IDAT chunks follow each other.
    private enum DataState: Sendable {
        case none, begun, ended
    }

    /// Reads the next bytes, and appends those that are kept to `output`.
    mutating func receive(
        _ bytes: ArraySlice<UInt8>,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .end:
                isChanged = true
                return
            case .signature:
                guard collect(8, of: &rest) else { return }
                guard waiting == Self.signature else { throw .damaged }
                output += waiting
                next()
            case .head:
                guard collect(8, of: &rest) else { return }
                try begin(into: &output)
            case .small(let chunk, let count):
                guard collect(count + 4, of: &rest) else { return }
                try take(chunk, into: &output)
            case .data(let count):
                let part = rest.prefix(count)
                sum.update(part)
                output += part
                rest = rest.dropFirst(part.count)
                if part.count == count {
                    (waiting, state) = ([], .sum)
                } else {
                    state = .data(count - part.count)
                }
            case .sum:
                guard collect(4, of: &rest) else { return }
                guard waiting == sum.checksum.bigEndianBytes else { throw .damaged }
                output += waiting
                next()
            case .removed(let count):
                let part = min(count, rest.count)
                rest = rest.dropFirst(part)
                if part == count { next() } else { state = .removed(count - part) }
            }
        }
    }

    /// Ends the file; returns the size of the image.
    func finish() throws(DocumentRefusal) -> ImageSize {
        guard case .end = state, let header else { throw .truncated }
        return header.size
    }

    private mutating func next() {
        (waiting, state) = ([], .head)
    }

    /// Moves bytes until `count` wait; false where more have to come.
    private mutating func collect(_ count: Int, of rest: inout ArraySlice<UInt8>) -> Bool {
        let part = rest.prefix(count - waiting.count)
        waiting += part
        rest = rest.dropFirst(part.count)
        return waiting.count == count
    }
}

/// The small chunks that are kept.
private enum PNGChunk: String, Sendable {
    case header = "IHDR"
    case palette = "PLTE"
    case transparency = "tRNS"
    case end = "IEND"
}

extension PNGWalk {
    /// Reads the length and the type of a chunk.
    private mutating func begin(into output: inout [UInt8]) throws(DocumentRefusal) {
        let count = waiting[..<4].reduce(0) { $0 << 8 + Int($1) }
        let type = Array(waiting[4...])
        let areLetters = type.allSatisfy { (0x41...0x5A).contains($0 & ~0x20) }
        // A chunk that is longer than any file ends behind the end of this one.
        guard areLetters, count <= DocumentLimit.bytes else { throw .damaged }
        let name = String(decoding: type, as: UTF8.self)
        guard (name == PNGChunk.header.rawValue) == (header == nil) else { throw .damaged }
        if name == "IDAT" {
            guard data != .ended, header?.needsPalette == false || palette > 0 else {
                throw .damaged
            }
            data = .begun
            hasBytes = hasBytes || count > 0
            output += waiting
            sum = CRC32()
            sum.update(type[...])
            (waiting, state) = ([], count == 0 ? .sum : .data(count))
            return
        }
        if data == .begun { data = .ended }
        if let chunk = PNGChunk(rawValue: name) {
            // The largest is a palette of 256 colours.
            guard count <= 768 else { throw .damaged }
            output += waiting
            sum = CRC32()
            sum.update(type[...])
            (waiting, state) = ([], .small(chunk, count))
        } else {
            // A capital first letter marks a chunk without which the image cannot be shown.
            guard type[0] & 0x20 != 0 else { throw .unsupported }
            isChanged = true
            (waiting, state) = ([], .removed(count + 4))
        }
    }

    /// Decides about a small chunk that has come with its checksum.
    private mutating func take(
        _ chunk: PNGChunk,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        let content = Array(waiting.dropLast(4))
        sum.update(content[...])
        guard Array(waiting.suffix(4)) == sum.checksum.bigEndianBytes else { throw .damaged }
        output += waiting
        next()
        guard chunk != .header else {
            header = try PNGHeader(content)
            return
        }
        guard let header else { throw .damaged }
        switch chunk {
        case .header: break
        case .palette:
            guard data == .none, palette == 0, !hasTransparency,
                header.allowsPalette(content.count)
            else { throw .damaged }
            palette = content.count / 3
        case .transparency:
            guard data == .none, !hasTransparency,
                header.allowsTransparency(content.count, palette: palette)
            else { throw .damaged }
            hasTransparency = true
        case .end:
            guard data == .ended, hasBytes, content.isEmpty else { throw .damaged }
            state = .end
        }
    }
}

extension UInt32 {
    /// The four bytes, the most significant first.
    fileprivate var bigEndianBytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}
