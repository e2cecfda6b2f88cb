/// An encoding of bytes as text with an alphabet of 2ⁿ letters, most significant bit first, without padding
/// (RFC 4648).
///
/// Each byte string has exactly one text: if the decoder accepted a second one, tokens would be malleable.
package struct BinaryText: Sendable {
    /// The number of bits of a letter.
    private let bits: Int
    private let letters: [UInt8]
    /// The value of each of the 256 bytes as a letter; 0xff for a byte that is not a letter.
    private let values: [UInt8]

    /// Creates the encoding of 2ⁿ ASCII letters.
    ///
    /// `alike` are further letters with the values 0, 1, …, which are accepted but never written.
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
        /// No byte string has a text of this length.
        case length(Int)
        /// The unused bits of the last letter are not zero.
        case trailingBits
    }

    /// Returns the text of bytes.
    package func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodedBytes(bytes.span), as: UTF8.self)
    }

    /// Returns the ASCII bytes of the text of bytes.
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

    /// Returns the bytes of a text.
    package func decode(_ text: some StringProtocol) throws(DecodingError) -> [UInt8] {
        try decode(Array(text.utf8).span)
    }

    /// Returns the bytes of a text in ASCII.
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
