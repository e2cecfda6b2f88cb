/// Finds the delimiter that a CSV file uses.
enum CSVDelimiter {
    /// In the order in which a tie is decided.
    private static let candidates: [UInt8] = [0x2C, 0x3B, 0x09]

    /// The candidate that the first line has most often outside quotes; nil while that line has not ended.
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
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }
}
