/// Bytes as text of 2ⁿ letters, most significant bit first, without padding (RFC 4648).
///
/// Each byte string has exactly one text: a decoder that took a second one would make tokens malleable.
package struct BinaryText: Sendable {
    /// How many bits a letter carries.
    private let bits: Int
    private let letters: [UInt8]
    /// The value of each of the 256 bytes as a letter; 0xff where it is none.
    private let values: [UInt8]

    /// An alphabet of 2ⁿ ASCII letters; `alike` letters are read too, never written.
    init(bits: Int, letters: String, alike: String = "") {
        self.bits = bits
        self.letters = Array(letters.utf8)
        var values = [UInt8](repeating: 0xff, count: 256)
        for text in [letters, alike] {
            for (value, letter) in text.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
        }
        self.values = values
    }

    /// Why text is not the text of any bytes.
    package enum DecodingError: Error, Equatable, Sendable {
        /// A byte of the text, at this offset, is not a letter of the alphabet.
        case letter(offset: Int)
        /// No number of bytes has a text of this length.
        case length(Int)
        /// The last letter carries bits that belong to no byte and are not zero.
        case trailingBits
    }

    /// Writes bytes as text.
    package func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodedBytes(bytes.span), as: UTF8.self)
    }

    /// Writes bytes as the ASCII bytes of the text.
    package func encodedBytes(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + bits - 1) / bits)
        let mask = UInt32(1) << bits - 1
        var pending: UInt32 = 0
        var count = 0
        for index in bytes.indices {
            pending = pending << 8 | UInt32(bytes[index])
            count += 8
            while count >= bits {
                count -= bits
                text.append(letters[Int(pending >> count & mask)])
            }
        }
        if count > 0 { text.append(letters[Int(pending << (bits - count) & mask)]) }
        return text
    }

    /// Reads text, strictly.
    package func decode(_ text: some StringProtocol) throws(DecodingError) -> [UInt8] {
        try decode(Array(text.utf8).span)
    }

    /// Reads the ASCII bytes of text, strictly.
    package func decode(_ text: Span<UInt8>) throws(DecodingError) -> [UInt8] {
        guard text.count * bits % 8 < bits else { throw .length(text.count) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * bits / 8)
        var pending: UInt32 = 0
        var count = 0
        for index in text.indices {
            let value = values[Int(text[index])]
            guard value != 0xff else { throw .letter(offset: index) }
            pending = pending << bits | UInt32(value)
            count += bits
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> count))
            }
        }
        guard pending & (UInt32(1) << count - 1) == 0 else { throw .trailingBits }
        return bytes
    }
}
