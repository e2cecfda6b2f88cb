/// Writes deterministic CBOR (RFC 8949 §4.2.1), item by item; the caller writes keys in order.
package struct CBORWriter: Sendable {
    /// The encoding so far.
    package private(set) var bytes: [UInt8] = []

    /// Creates an empty writer with this capacity in bytes.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes the head of an item: its major type and argument, in the shortest form.
    package mutating func head(_ major: CBORCursor.Major, _ argument: UInt64) {
        let type = major.rawValue << 5
        switch argument {
        case 0...23: bytes.append(type | UInt8(argument))
        case 24...0xff: number(type | 24, argument, width: 1)
        case 0x100...0xffff: number(type | 25, argument, width: 2)
        case 0x1_0000...0xffff_ffff: number(type | 26, argument, width: 4)
        default: number(type | 27, argument, width: 8)
        }
    }

    /// Writes an initial byte and a number in this many bytes, big-endian.
    mutating func number(_ initial: UInt8, _ argument: UInt64, width: Int) {
        bytes.append(initial)
        for shift in (0..<width).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: argument >> (8 * UInt64(shift))))
        }
    }

    /// Writes an integer.
    package mutating func integer(_ value: Int64) {
        if value < 0 {
            head(.negative, UInt64(-1 - value))
        } else {
            head(.unsigned, UInt64(value))
        }
    }

    /// Writes text.
    package mutating func text(_ value: String) {
        head(.text, UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Writes a byte string.
    package mutating func byteString(_ value: [UInt8]) {
        head(.bytes, UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Writes the head of an array; the caller then writes its items.
    package mutating func array(count: Int) {
        head(.array, UInt64(count))
    }

    /// Writes the head of a map; the caller then writes keys and values in the order of the keys.
    package mutating func map(count: Int) {
        head(.map, UInt64(count))
    }

    /// Writes bytes that are CBOR.
    package mutating func encoded(_ item: [UInt8]) {
        bytes.append(contentsOf: item)
    }
}
