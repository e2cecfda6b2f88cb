/// The character encoding of a text file.
package enum TextEncoding: String, Sendable, Hashable {
    /// UTF-8, with or without byte order mark.
    case utf8 = "utf-8"
    /// UTF-16, low byte first, as Windows writes it.
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, high byte first.
    case utf16BigEndian = "utf-16be"
    /// Code page 1256, as older Windows programs write it.
    case windows1256 = "windows-1256"
}

/// A detector of a file's encoding, fed with its bytes in chunks of any size.
///
/// A byte order mark decides. Without one: one half of the pairs with many bytes 00 and 06 (ASCII, and the
/// letters of Persian) is UTF-16; what is valid
/// UTF-8, or has more than three times as many letters of it as faults, is UTF-8; the rest is Windows-1256.
///
/// As UTF-8, a Persian text in Windows-1256 has a fault in nearly every letter, and by chance one valid
/// sequence in twenty letters. A text in UTF-8 has a fault only where a byte was lost or a program cut a
/// letter.
package struct EncodingDetector: Sendable {
    private var start: [UInt8] = []
    private var count = 0
    private var evenHalves = 0
    private var oddHalves = 0
    private var letters = 0
    private var faults = 0
    /// The number of continuation bytes that the current UTF-8 sequence still needs.
    private var needed = 0

    /// Upper halves of UTF-16 are counted in the first bytes only: titles and first rows.
    private static let sampled = 65_536

    /// The fewest letters for each fault in a text that counts as UTF-8.
    private static let lettersToAFault = 3

    /// The number of pairs that a shorter file counts as: one stray NUL must not be a fifth of them.
    private static let fewestPairs = 16

    /// Creates a detector.
    package init() {}

    /// Reads the next chunk of the file.
    package mutating func feed(_ bytes: [UInt8]) {
        if start.count < 3 { start += bytes.prefix(3 - start.count) }
        if count < Self.sampled { countUpperHalves(bytes) }
        count += bytes.count
        countSequences(bytes)
    }

    /// The encoding, judged by the bytes so far.
    package var encoding: TextEncoding {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if start.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if start.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        let pairs = max(min(count, Self.sampled) / 2, Self.fewestPairs)
        if oddHalves * 5 > pairs, evenHalves * 50 < pairs { return .utf16LittleEndian }
        if evenHalves * 5 > pairs, oddHalves * 50 < pairs { return .utf16BigEndian }
        if faults == 0 || faults * Self.lettersToAFault < letters { return .utf8 }
        return .windows1256
    }

    /// Counts the upper halves of UTF-16: 00 of ASCII, 06 of Arabic letters.
    ///
    /// No other encoding of text has these bytes.
    private mutating func countUpperHalves(_ bytes: [UInt8]) {
        for (offset, byte) in bytes.prefix(Self.sampled - count).enumerated()
        where byte == 0 || byte == 6 {
            if (count + offset).isMultiple(of: 2) { evenHalves += 1 } else { oddHalves += 1 }
        }
    }

    private mutating func countSequences(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte < 0x80 {
                if needed > 0 {
                    faults += 1
                    needed = 0
                }
            } else if needed > 0, byte < 0xC0 {
                needed -= 1
                if needed == 0 { letters += 1 }
            } else {
                if needed > 0 { faults += 1 }
                needed = Self.continuations(after: byte)
                if needed == 0 { faults += 1 }
            }
        }
    }

    private static func continuations(after lead: UInt8) -> Int {
        switch lead {
        case 0xC2...0xDF: 1
        case 0xE0...0xEF: 2
        case 0xF0...0xF4: 3
        default: 0
        }
    }
}
