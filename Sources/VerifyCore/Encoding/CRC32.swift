/// The checksum of the chunks of a PNG (ISO/IEC 15948 annex D), of bytes that arrive in parts.
package struct CRC32: Sendable {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in
            value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1
        }
    }

    private var value: UInt32 = 0xffff_ffff

    /// The checksum of no bytes yet.
    package init() {}

    /// Adds the next bytes.
    ///
    /// It takes a concrete type: a generic function of another module would be called for each byte.
    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        let table = Self.table
        var value = value
        for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xff)] ^ (value >> 8) }
        self.value = value
    }

    /// The checksum of all bytes so far.
    package var checksum: UInt32 { ~value }

    /// Returns the checksum of some bytes.
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = CRC32()
        sum.update(bytes[...])
        return sum.checksum
    }
}
