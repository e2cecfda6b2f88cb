extension CBOR {
    /// The limit of nesting of arrays, maps and tags; no format needs more.
    package static let maximumDepth = 4
    /// The limit of a value in bytes.
    package static let maximumSize = 1 << 20

    /// Reads bytes that are exactly one value in deterministic encoding.
    ///
    /// - Throws: `DecodingError`.
    package init(
        decoding bytes: [UInt8],
        depth: Int = maximumDepth,
        size: Int = maximumSize
    ) throws(DecodingError) {
        try self.init(decoding: bytes.span, depth: depth, size: size)
    }

    /// Reads borrowed bytes that are exactly one value in deterministic encoding.
    ///
    /// - Throws: `DecodingError`.
    package init(
        decoding bytes: Span<UInt8>,
        depth: Int = maximumDepth,
        size: Int = maximumSize
    ) throws(DecodingError) {
        guard bytes.count <= size else { throw .size }
        var cursor = CBORCursor()
        self = try cursor.value(bytes, depth: depth)
        try cursor.finish(bytes)
    }
}

extension CBORCursor {
    /// Reads the next item with its content, to this number of levels.
    package mutating func value(
        _ source: Span<UInt8>,
        depth: Int
    ) throws(CBOR.DecodingError) -> CBOR {
        let head = try head(source)
        switch head.major {
        case .unsigned: return .unsigned(head.argument)
        case .negative: return .negative(head.argument)
        case .bytes:
            let range = try string(count: head.argument, source)
            return .bytes([UInt8](copying: source.extracting(range)))
        case .text:
            let range = try string(count: head.argument, source)
            return .text(try Self.text(source.extracting(range)))
        case .array: return .array(try items(source, count: head.argument, depth: depth))
        case .map: return .map(try entries(source, count: head.argument, depth: depth))
        case .tag: return try tagged(source, tag: head.argument, depth: depth)
        case .simple: return try simple(head)
        }
    }

    private mutating func items(
        _ source: Span<UInt8>,
        count: UInt64,
        depth: Int
    ) throws(CBOR.DecodingError) -> [CBOR] {
        guard depth > 0 else { throw .depth }
        // An item has at least one byte, so a false count cannot allocate memory.
        guard count <= UInt64(source.count - offset) else { throw .truncated }
        var items: [CBOR] = []
        items.reserveCapacity(Int(count))
        for _ in 0..<count { items.append(try value(source, depth: depth - 1)) }
        return items
    }

    private mutating func entries(
        _ source: Span<UInt8>,
        count: UInt64,
        depth: Int
    ) throws(CBOR.DecodingError) -> [CBOR.Entry] {
        guard depth > 0 else { throw .depth }
        guard count <= UInt64(source.count - offset) / 2 else { throw .truncated }
        var entries: [CBOR.Entry] = []
        entries.reserveCapacity(Int(count))
        var previous = offset..<offset
        for index in 0..<count {
            let start = offset
            let key = try value(source, depth: depth - 1)
            let range = start..<offset
            if index > 0 { try Self.ascending(source, previous, range) }
            previous = range
            entries.append(CBOR.Entry(key, try value(source, depth: depth - 1)))
        }
        return entries
    }

    /// Checks that two encoded keys are in bytewise lexicographic order.
    private static func ascending(
        _ source: Span<UInt8>,
        _ one: Range<Int>,
        _ other: Range<Int>
    ) throws(CBOR.DecodingError) {
        for (left, right) in zip(one, other) where source[left] != source[right] {
            guard source[left] < source[right] else { throw .unsortedKeys }
            return
        }
        // No encoded item is a prefix of another one.
        throw .duplicateKey
    }

    private mutating func tagged(
        _ source: Span<UInt8>,
        tag: UInt64,
        depth: Int
    ) throws(CBOR.DecodingError) -> CBOR {
        guard depth > 0 else { throw .depth }
        let content = try value(source, depth: depth - 1)
        if tag == 2 || tag == 3 {
            // A bignum (§3.4.3) that has a shorter form as bignum or as integer has two encodings.
            guard case .bytes(let digits) = content else { throw .unexpectedItem }
            guard digits.count > 8, digits[0] != 0 else { throw .notMinimal }
        }
        return .tagged(tag, content)
    }

    private func simple(_ head: Head) throws(CBOR.DecodingError) -> CBOR {
        guard head.information > 24 else { return .simple(UInt8(head.argument)) }
        let width = 1 << Int(head.information - 24)
        let value = CBOR.float(head.argument, width: width)
        var shortest = CBORWriter()
        shortest.float(value)
        guard shortest.bytes.count == width + 1 else { throw .notMinimal }
        // Only one NaN is deterministic.
        guard !value.isNaN || head.argument == 0x7e00 else { throw .notMinimal }
        return .float(value)
    }
}
