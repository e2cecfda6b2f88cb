/// Finds the delimiter that a CSV file uses.
enum CSVDelimiter {
    /// Comma, semicolon and tab.
    private static let candidates: [UInt8] = [0x2C, 0x3B, 0x09]

    /// Returns the delimiter of the first line, counted outside of quotes; nil while that line has not ended.
    static func found(in head: [UInt8], limit: Int, isWhole: Bool) -> UInt8? {
        var counts = [0, 0, 0]
        var isQuoted = false
        var isEmpty = true
        var hasEnded = isWhole || head.count > limit
        for byte in head {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if isEmpty { continue }
                hasEnded = true
                break
            }
            isEmpty = false
            if let candidate = candidates.firstIndex(of: byte) { counts[candidate] += 1 }
        }
        guard hasEnded else { return nil }
        // RFC 4180 knows the comma only. Another delimiter must be much more frequent, as it is between the
        // titles of a spreadsheet from a country where the comma is the decimal sign.
        let commas = counts[0]
        let other = counts[1] >= counts[2] ? 1 : 2
        return counts[other] > commas * 3 ? candidates[other] : candidates[0]
    }
}
