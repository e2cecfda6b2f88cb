/// Splits chunks of bytes into lines; empty lines are skipped.
struct LineReader: Sendable {
    /// Bytes of one line, which is in memory as a whole.
    static let limit = 262_144

    private var line: [UInt8] = []
    private var isTooLong = false
    /// The lines so far that are not empty.
    private var records = 0
    /// All lines so far.
    private var lines = 0

    /// Calls `body` with each complete line that is not empty: its number among these, its number among all lines,
    /// and its bytes; nil for a line beyond the limit.
    mutating func feed(_ bytes: [UInt8], _ body: (Int, Int, [UInt8]?) -> Void) {
        for byte in bytes {
            if byte == 0x0A {
                end(body)
            } else if line.count < Self.limit {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
    }

    /// The last line, when no line end follows it.
    mutating func finish(_ body: (Int, Int, [UInt8]?) -> Void) { end(body) }

    private mutating func end(_ body: (Int, Int, [UInt8]?) -> Void) {
        lines += 1
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
        records += 1
        body(records, lines, isTooLong ? nil : line)
    }
}
