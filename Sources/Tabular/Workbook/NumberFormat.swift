/// The formats by which a workbook shows a number as a date (ECMA-376, part 1, 18.8.30).
enum NumberFormat {
    /// The numbers of the formats that every program has and that show a day; 27 to 58 are those of East Asia.
    static let builtInDates: Set<Int> = [
        14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
    ]

    /// Whether a format shows a day, month or year; a time of day alone is no date.
    static func isDate(_ code: String) -> Bool {
        var letters: Set<UInt8> = []
        var bytes = Array(code.utf8.prefix(1000))[...]
        while let byte = bytes.popFirst() {
            switch byte {
            // The next character is meant as it is, is a width, or fills the cell.
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): bytes = bytes.dropFirst()
            case UInt8(ascii: "\""):
                bytes = bytes.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
            // A colour, a condition, a language, or an elapsed time.
            case UInt8(ascii: "["): bytes = bytes.drop { $0 != UInt8(ascii: "]") }.dropFirst()
            // What follows is for negative numbers.
            case UInt8(ascii: ";"): return isDay(letters)
            case UInt8(ascii: "a")...UInt8(ascii: "z"): letters.insert(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.insert(byte + 0x20)
            default: break
            }
        }
        return isDay(letters)
    }

    private static func isDay(_ letters: Set<UInt8>) -> Bool {
        // «General» is the one word that is not quoted.
        if letters == Set("general".utf8) { return false }
        let has = { (text: String) in !letters.isDisjoint(with: text.utf8) }
        return has("dy") || (has("m") && !has("hs"))
    }
}
