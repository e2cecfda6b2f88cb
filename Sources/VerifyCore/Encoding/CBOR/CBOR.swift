/// A value of CBOR (RFC 8949), for formats without a special reader.
///
/// Read and written in the deterministic encoding of §4.2.1 only, so each value has exactly one encoding.
package indirect enum CBOR: Sendable, Equatable {
    /// An integer from 0.
    case unsigned(UInt64)
    /// The negative integer −1 − n.
    case negative(UInt64)
    /// A byte string.
    case bytes([UInt8])
    /// A text string.
    case text(String)
    /// An array.
    case array([CBOR])
    /// A map, in the order of its encoded keys.
    case map([Entry])
    /// A tagged value.
    case tagged(UInt64, CBOR)
    /// A float; 64 bits hold each one exactly.
    case float(Double)
    /// A simple value: false is 20, true 21, null 22, undefined 23.
    case simple(UInt8)

    /// A key of a map with its value.
    package struct Entry: Sendable, Equatable {
        /// The key.
        package let key: CBOR
        /// The value.
        package let value: CBOR

        /// Creates an entry.
        package init(_ key: CBOR, _ value: CBOR) {
            self.key = key
            self.value = value
        }
    }

    /// Returns the value of an integer.
    package static func integer(_ value: Int64) -> CBOR {
        value < 0 ? .negative(UInt64(-1 - value)) : .unsigned(UInt64(value))
    }
}

extension CBOR {
    /// The integer, if the value is one that `Int64` can hold.
    package var integer: Int64? {
        switch self {
        case .unsigned(let value): Int64(exactly: value)
        case .negative(let value): Int64(exactly: value).map { -1 - $0 }
        case .bytes, .text, .array, .map, .tagged, .float, .simple: nil
        }
    }

    /// The integer, if the value is one from 0.
    package var unsigned: UInt64? {
        if case .unsigned(let value) = self { value } else { nil }
    }

    /// The text, if the value is text.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The bytes, if the value is a byte string.
    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The entries, if the value is a map.
    package var entries: [Entry]? {
        if case .map(let entries) = self { entries } else { nil }
    }

    /// The items, if the value is an array.
    package var items: [CBOR]? {
        if case .array(let items) = self { items } else { nil }
    }

    /// The value of an integer key, if the value is a map that has it.
    package subscript(key: Int64) -> CBOR? {
        entries?.first { $0.key.integer == key }?.value
    }
}

extension CBOR {
    /// Returns the deterministic encoding.
    package func encoded() -> [UInt8] {
        var writer = CBORWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Appends the deterministic encoding; sorts the entries of maps.
    package func write(to writer: inout CBORWriter) {
        switch self {
        case .unsigned(let value): writer.head(.unsigned, value)
        case .negative(let value): writer.head(.negative, value)
        case .bytes(let bytes): writer.byteString(bytes)
        case .text(let text): writer.text(text)
        case .array(let items):
            writer.array(count: items.count)
            for item in items { item.write(to: &writer) }
        case .map(let entries):
            writer.map(count: entries.count)
            for (key, value) in Self.sorted(entries) {
                writer.encoded(key)
                value.write(to: &writer)
            }
        case .tagged(let tag, let value):
            writer.head(.tag, tag)
            value.write(to: &writer)
        case .float(let value): writer.float(value)
        case .simple(let value): writer.head(.simple, UInt64(value))
        }
    }

    private static func sorted(_ entries: [Entry]) -> [(key: [UInt8], value: CBOR)] {
        entries.map { ($0.key.encoded(), $0.value) }
            .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    }
}
