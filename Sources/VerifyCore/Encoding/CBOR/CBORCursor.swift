/// A position in bytes that are read as deterministic CBOR, item by item, without a tree.
///
/// Each call borrows the bytes, so that a row's blob is decoded in the memory of the database. A call moves the
/// cursor behind what it has read, or throws.
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

    /// The number of bytes before the cursor.
    package private(set) var offset: Int

    /// Creates a cursor at the first byte.
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
            // `CBORDecoding` checks that a float has its shortest form.
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
    /// Reads the head of an item of one major type, and returns its argument.
    @inline(__always)
    package mutating func argument(
        _ major: Major,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> UInt64 {
        let head = try head(source)
        guard head.major == major else { throw .unexpectedItem }
        return head.argument
    }

    /// Reads an integer that `Int64` can hold.
    package mutating func integer(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> Int64 {
        let head = try head(source)
        guard let magnitude = Int64(exactly: head.argument) else { throw .unexpectedItem }
        switch head.major {
        case .unsigned: return magnitude
        case .negative: return -1 - magnitude
        case .bytes, .text, .array, .map, .tag, .simple: throw .unexpectedItem
        }
    }

    /// Reads a byte or text string, and returns the place of its bytes.
    @inline(__always)
    package mutating func string(
        _ major: Major,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> Range<Int> {
        try string(count: argument(major, source), source)
    }

    /// Moves past the bytes of a string whose head was read, and returns their place.
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

    /// Moves past an unsigned integer below 24, which is one byte, and returns it.
    ///
    /// - Throws: `unexpectedItem` for any other item.
    @inline(__always)
    mutating func smallNumber(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> UInt8 {
        guard offset < source.count else { throw .truncated }
        let number = source[offset]
        guard number < 24 else { throw .unexpectedItem }
        offset &+= 1
        return number
    }

    /// Moves past a number or a string.
    ///
    /// - Throws: `unexpectedItem` for any other item.
    @inline(__always)
    mutating func passScalar(_ source: Span<UInt8>) throws(CBOR.DecodingError) {
        guard offset < source.count else { throw .truncated }
        let initial = source[offset]
        // Most strings and numbers have their argument in the initial byte: no general decoding for them.
        if initial & 0x1f < 24, initial < 0x80 {
            let length = initial < 0x40 ? 0 : Int(initial & 0x1f)
            guard source.count &- offset &- 1 >= length else { throw .truncated }
            offset &+= 1 &+ length
            return
        }
        try passLongScalar(source)
    }

    /// Not inlined, so that the loops over short items stay small.
    @inline(never)
    private mutating func passLongScalar(_ source: Span<UInt8>) throws(CBOR.DecodingError) {
        let head = try head(source)
        switch head.major {
        case .unsigned, .negative: break
        case .bytes, .text: _ = try string(count: head.argument, source)
        case .array, .map, .tag, .simple: throw .unexpectedItem
        }
    }

    /// Reads text.
    package mutating func text(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> String {
        try Self.text(source.extracting(string(.text, source)))
    }

    /// Reads a byte string.
    package mutating func bytes(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> [UInt8] {
        [UInt8](copying: source.extracting(try string(.bytes, source)))
    }

    /// Throws `trailingBytes` if bytes follow the last item.
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
    /// Creates a copy of borrowed bytes.
    package init(copying bytes: Span<UInt8>) {
        self.init(capacity: bytes.count) { output in
            for index in bytes.indices { output.append(bytes[index]) }
        }
    }
}
