/// Finds the delimiter that a CSV file uses.
enum CSVDelimiter {
    /// Comma, semicolon, tab and vertical bar.
    private static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    /// The first line by which Excel's exporters name the delimiter: `sep=;`.
    static let hint: [UInt8] = Array("sep=".utf8)

    /// Returns the delimiter of the first line, counted outside of quotes; nil while that line has not ended.
    static func found(in head: [UInt8], limit: Int, isWhole: Bool) -> UInt8? {
        if let named = named(in: head) { return named }
        var counts = [0, 0, 0, 0]
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
        let other = (1..<counts.count).max { counts[$0] < counts[$1] } ?? 1
        return counts[other] > commas * 3 ? candidates[other] : candidates[0]
    }

    /// The delimiter that a line `sep=;` names.
    private static func named(in head: [UInt8]) -> UInt8? {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard text.prefix(hint.count).elementsEqual(hint) else { return nil }
        let rest = text.dropFirst(hint.count)
        guard let named = rest.first, candidates.contains(named),
            let end = rest.dropFirst().first, end == 0x0A || end == 0x0D
        else { return nil }
        return named
    }
}
