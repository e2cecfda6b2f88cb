extension JSON {
    /// The limit of nesting of arrays and objects.
    package static let maximumDepth = 64
    /// The limit of a value in bytes.
    package static let maximumSize = 1 << 20

    /// Reads bytes that are exactly one value, with white space around it.
    ///
    /// - Throws: `ParsingError`.
    package init(
        parsing bytes: [UInt8],
        depth: Int = maximumDepth,
        size: Int = maximumSize
    ) throws(ParsingError) {
        try self.init(parsing: bytes.span, depth: depth, size: size)
    }

    /// Reads borrowed bytes that are exactly one value, with white space around it.
    ///
    /// - Throws: `ParsingError`.
    package init(
        parsing bytes: Span<UInt8>,
        depth: Int = maximumDepth,
        size: Int = maximumSize
    ) throws(ParsingError) {
        guard bytes.count <= size else { throw .size }
        var parser = JSONParser()
        self = try parser.value(bytes, depth: depth)
        parser.skipSpace(bytes)
        guard parser.offset == bytes.count else { throw .trailingBytes(offset: parser.offset) }
    }
}

/// A position in bytes that are read as JSON; each call borrows the bytes.
struct JSONParser {
    /// The number of bytes before the position.
    var offset = 0

    mutating func value(_ source: Span<UInt8>, depth: Int) throws(JSON.ParsingError) -> JSON {
        skipSpace(source)
        guard offset < source.count else { throw .truncated }
        switch source[offset] {
        case UInt8(ascii: "{"): return .object(try members(source, depth: depth))
        case UInt8(ascii: "["): return .array(try items(source, depth: depth))
        case UInt8(ascii: "\""): return .string(try string(source))
        case UInt8(ascii: "t"): return try word("true", source, .bool(true))
        case UInt8(ascii: "f"): return try word("false", source, .bool(false))
        case UInt8(ascii: "n"): return try word("null", source, .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(source)
        default: throw .unexpected(offset: offset)
        }
    }

    mutating func skipSpace(_ source: Span<UInt8>) {
        while offset < source.count {
            switch source[offset] {
            case 0x20, 0x09, 0x0a, 0x0d: offset += 1
            default: return
            }
        }
    }

    private mutating func word(
        _ word: String,
        _ source: Span<UInt8>,
        _ value: JSON
    ) throws(JSON.ParsingError) -> JSON {
        for letter in word.utf8 { try expect(letter, source) }
        return value
    }

    private mutating func expect(
        _ byte: UInt8,
        _ source: Span<UInt8>
    ) throws(JSON.ParsingError) {
        guard offset < source.count else { throw .truncated }
        guard source[offset] == byte else { throw .unexpected(offset: offset) }
        offset += 1
    }

    /// Skips white space, then the byte if it is the next one.
    private mutating func skip(
        _ byte: UInt8,
        _ source: Span<UInt8>
    ) throws(JSON.ParsingError) -> Bool {
        skipSpace(source)
        guard offset < source.count else { throw .truncated }
        guard source[offset] == byte else { return false }
        offset += 1
        return true
    }
}

extension JSONParser {
    private mutating func items(
        _ source: Span<UInt8>,
        depth: Int
    ) throws(JSON.ParsingError) -> [JSON] {
        guard depth > 0 else { throw .depth }
        offset += 1
        var items: [JSON] = []
        if try skip(UInt8(ascii: "]"), source) { return items }
        while true {
            items.append(try value(source, depth: depth - 1))
            if try skip(UInt8(ascii: "]"), source) { return items }
            try expect(UInt8(ascii: ","), source)
        }
    }

    private mutating func members(
        _ source: Span<UInt8>,
        depth: Int
    ) throws(JSON.ParsingError) -> [JSON.Member] {
        guard depth > 0 else { throw .depth }
        offset += 1
        var names = Names()
        var members: [JSON.Member] = []
        if try skip(UInt8(ascii: "}"), source) { return members }
        while true {
            skipSpace(source)
            guard offset < source.count else { throw .truncated }
            guard source[offset] == UInt8(ascii: "\"") else { throw .unexpected(offset: offset) }
            let name = try string(source)
            guard names.insert(name, among: members) else { throw .duplicateName(name) }
            skipSpace(source)
            try expect(UInt8(ascii: ":"), source)
            members.append(JSON.Member(name, try value(source, depth: depth - 1)))
            if try skip(UInt8(ascii: "}"), source) { return members }
            try expect(UInt8(ascii: ","), source)
        }
    }

    /// The names of an object, compared by their bytes: `String`'s equality does not distinguish NFC and NFD.
    private struct Names {
        private static let few = 16
        private var many: Set<[UInt8]> = []

        mutating func insert(_ name: String, among members: [JSON.Member]) -> Bool {
            if members.count < Self.few {
                return !members.contains { $0.name.utf8.elementsEqual(name.utf8) }
            }
            if many.isEmpty { many = Set(members.map { Array($0.name.utf8) }) }
            return many.insert(Array(name.utf8)).inserted
        }
    }
}
