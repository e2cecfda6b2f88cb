/// Writes compact JSON, value by value, without a tree.
///
/// The writer adds the commas. The caller writes the name of each member before its value.
package struct JSONWriter: Sendable {
    /// The JSON so far.
    package private(set) var bytes: [UInt8] = []
    /// Whether this level has a value, so that the next one needs a comma.
    private var needsComma = false

    /// Creates an empty writer with this capacity in bytes.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    private mutating func begin() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Writes an object; `body` writes its members.
    @inline(__always)
    package mutating func object<Failure>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try nested(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// Writes an array; `body` writes its items.
    @inline(__always)
    package mutating func array<Failure>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try nested(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    @inline(__always)
    private mutating func nested<Failure>(
        _ open: UInt8,
        _ close: UInt8,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin()
        bytes.append(open)
        needsComma = false
        try body(&self)
        bytes.append(close)
        needsComma = true
    }

    /// Writes a member's name; the caller then writes its value.
    package mutating func name(_ name: String) {
        begin()
        quoted(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes text.
    package mutating func string(_ text: String) {
        begin()
        quoted(text)
    }

    /// Writes text without escaping; the caller ensures ASCII without control characters, quotes and backslashes.
    package mutating func plain(_ text: [UInt8]) {
        begin()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes an integer.
    package mutating func integer(_ value: some BinaryInteger) {
        begin()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes a truth value.
    package mutating func bool(_ value: Bool) {
        begin()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    package mutating func null() {
        begin()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a value.
    package mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let text):
            begin()
            bytes.append(contentsOf: text.utf8)
        case .string(let text): string(text)
        case .array(let items):
            array { writer in
                for item in items { writer.value(item) }
            }
        case .object(let members):
            object { writer in
                for member in members { writer.member(member.name, member.value) }
            }
        }
    }
}

extension JSONWriter {
    /// Writes a member whose value is text, or `null` when there is none.
    package mutating func member(_ name: String, _ text: String?) {
        self.name(name)
        if let text { string(text) } else { null() }
    }

    /// Writes a member whose value is an integer.
    package mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        integer(value)
    }

    /// Writes a member whose value is a truth value.
    package mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        bool(value)
    }

    /// Writes encoded members: the inside of an object that is not empty.
    package mutating func members(_ encoded: [UInt8]) {
        begin()
        bytes.append(contentsOf: encoded)
    }

    /// Writes a member.
    package mutating func member(_ name: String, _ value: JSON) {
        self.name(name)
        self.value(value)
    }

    private mutating func quoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let source = text.utf8Span.span
        var index = 0
        while index < source.count, !Self.isEscaped(source[index]) { index += 1 }
        if index == source.count {
            bytes.append(contentsOf: text.utf8)
        } else {
            for index in source.indices { escaped(source[index]) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0a: bytes.append(contentsOf: "\\n".utf8)
        case 0..<0x20: bytes.append(contentsOf: "\\u00\(Hex.encode([byte]))".utf8)
        default: bytes.append(byte)
        }
    }
}

extension JSON {
    /// Returns the value as compact UTF-8; members keep their order.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
