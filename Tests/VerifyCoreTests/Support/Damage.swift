/// Damage to bytes in transfer: each result is an input that a strict reader must not accept as the original.
enum Damage {
    /// The bytes with each single bit flipped.
    static func flipped(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
        (0..<bytes.count * 8).lazy.map { bit in
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            return flipped
        }
    }

    /// The bytes cut at each length.
    static func cut(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
        (0..<bytes.count).lazy.map { Array(bytes[..<$0]) }
    }

    /// The bytes with each value appended.
    static func extended(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
        (UInt8.min...UInt8.max).lazy.map { bytes + [$0] }
    }
}
