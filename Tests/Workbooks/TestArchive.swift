/// A ZIP archive that a test makes; its parts are stored, not packed.
package struct TestArchive {
    package var parts: [(name: String, bytes: [UInt8])] = []
    /// Replaces the number of parts in the end record.
    package var announcedParts: UInt16?
    /// Added to the unpacked size that the directory announces of each part.
    package var announcedExtraBytes: UInt32 = 0
    /// The flags of each part: 1 for an encrypted one.
    package var flags: UInt16 = 0
    /// The method of compression that the directory announces.
    package var method: UInt16 = 0

    package init() {}

    package mutating func add(_ name: String, _ text: String) {
        parts.append((name, Array(text.utf8)))
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let offset = UInt32(bytes.count)
            let size = UInt32(part.bytes.count)
            var facts: [UInt8] = []
            facts.add16(20, flags, method, 0, 0x21)
            facts.add32(Self.checksum(of: part.bytes), size, size &+ announcedExtraBytes)
            facts.add16(UInt16(part.name.utf8.count), 0)
            bytes += [0x50, 0x4B, 3, 4] + facts + Array(part.name.utf8) + part.bytes
            directory += [0x50, 0x4B, 1, 2, 20, 0] + facts
            directory.add16(0, 0, 0)
            directory.add32(0, offset)
            directory += Array(part.name.utf8)
        }
        let start = UInt32(bytes.count)
        let count = announcedParts ?? UInt16(parts.count)
        bytes += directory + [0x50, 0x4B, 5, 6]
        bytes.add16(0, 0, count, count)
        bytes.add32(UInt32(directory.count), start)
        bytes.add16(0)
        return bytes
    }

    private static func checksum(of bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] }
        return ~sum
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
}

extension [UInt8] {
    fileprivate mutating func add16(_ values: UInt16...) {
        for value in values { self += [UInt8(value & 0xFF), UInt8(value >> 8)] }
    }

    fileprivate mutating func add32(_ values: UInt32...) {
        for value in values {
            self += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
        }
    }
}
