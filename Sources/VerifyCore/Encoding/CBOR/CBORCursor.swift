/// A place in bytes that are read as deterministic CBOR, item by item, without a tree.
///
/// The bytes are lent to each call, so that a row's blob is decoded where the database holds it. Every
/// call leaves the cursor behind what it read, or throws.
package struct CBORCursor: Sendable {
    /// The major types of RFC 8949 §3.1.
    package enum Major: UInt8, Sendable {
        /// An unsigned integer.
        case unsigned
        /// A negative integer, −1 − argument.
        case negative
        /// A byte string.
        case bytes
        /// A text string.
        case text
        /// An array.
        case array
        /// A map.
        case map
        /// A tag.
        case tag
        /// A float or simple value.
        case simple
    }

    /// The first bytes of an item: its major type, argument, and the five bits of additional information.
    package struct Head: Sendable {
        /// The major type.
        package let major: Major
        /// The argument: value, length, count, tag number, or a float's bits.
        package let argument: UInt64
        /// The additional information.
        package let information: UInt8
    }

    /// How many bytes were read.
    package private(set) var offset: Int

    /// A cursor before the first byte.
    package init() {
        offset = 0
    }

    /// Reads the head of the next item.
    @inline(__always)
    package mutating func head(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> Head {
        guard offset < source.count else { throw .truncated }
        let initial = source[offset]
        guard let major = Major(rawValue: initial >> 5) else { throw .reserved }
        let information = initial & 0x1f
        offset += 1
        guard information > 23 else {
            return Head(major: major, argument: UInt64(information), information: information)
        }
        guard information < 28 else {
            throw information == 31 ? .indefiniteLength : .reserved
        }
        let width = 1 << Int(information - 24)
        let argument = try number(source, width: width)
        if major == .simple {
            // Floats are checked for the shortest form where their value is known.
            guard information != 24 || argument >= 32 else { throw .reserved }
        } else {
            let least: UInt64 = width == 1 ? 24 : 1 << UInt64(width * 4)
            guard argument >= least else { throw .notMinimal }
        }
        return Head(major: major, argument: argument, information: information)
    }

    private mutating func number(
        _ source: Span<UInt8>,
        width: Int
    ) throws(CBOR.DecodingError) -> UInt64 {
        guard source.count - offset >= width else { throw .truncated }
        var number: UInt64 = 0
        for _ in 0..<width {
            number = number << 8 | UInt64(source[offset])
            offset += 1
        }
        return number
    }
}

extension CBORCursor {
    /// Reads an item's head of one major type and gives its argument.
    @inline(__always)
    package mutating func argument(
        _ major: Major,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> UInt64 {
        let head = try head(source)
        guard head.major == major else { throw .unexpectedItem }
        return head.argument
    }

    /// Reads an integer that fits 64 bits with its sign.
    package mutating func integer(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> Int64 {
        let head = try head(source)
        guard let magnitude = Int64(exactly: head.argument) else { throw .unexpectedItem }
        switch head.major {
        case .unsigned: return magnitude
        case .negative: return -1 - magnitude
        case .bytes, .text, .array, .map, .tag, .simple: throw .unexpectedItem
        }
    }

    /// Reads the head of a byte or text string and gives the place of its bytes.
    @inline(__always)
    package mutating func string(
        _ major: Major,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> Range<Int> {
        try string(count: argument(major, source), source)
    }

    /// Passes over the bytes of a string whose head was read, and gives their place.
    @inline(__always)
    mutating func string(
        count: UInt64,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> Range<Int> {
        guard count <= UInt64(source.count - offset) else { throw .truncated }
        let range = offset..<offset + Int(count)
        offset = range.upperBound
        return range
    }

    /// Reads text.
    package mutating func text(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> String {
        try Self.text(source.extracting(string(.text, source)))
    }

    /// Reads a byte string.
    package mutating func bytes(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> [UInt8] {
        [UInt8](copying: source.extracting(try string(.bytes, source)))
    }

    /// Refuses bytes after the last item.
    package func finish(_ source: Span<UInt8>) throws(CBOR.DecodingError) {
        guard offset == source.count else { throw .trailingBytes }
    }

    static func text(_ bytes: Span<UInt8>) throws(CBOR.DecodingError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw .notUTF8
        }
    }
}

extension [UInt8] {
    /// A copy of lent bytes.
    package init(copying bytes: Span<UInt8>) {
        self.init(capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }
}
