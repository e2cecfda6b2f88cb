internal import Foundation

/// The lines of standard input as bytes: text that is not UTF-8 must reach the parser unchanged.
struct InputLines: IteratorProtocol {
    private var pending: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Returns the next line without its end, as soon as it is complete.
    mutating func next() -> [UInt8]? {
        var searched = start
        while true {
            if let end = pending[searched...].firstIndex(of: 0x0a) {
                defer { start = end + 1 }
                return Array(pending[start..<end])
            }
            if isAtEnd {
                defer { start = pending.count }
                return start < pending.count ? Array(pending[start...]) : nil
            }
            pending.removeFirst(start)
            (start, searched) = (0, pending.count)
            let more = FileHandle.standardInput.availableData
            isAtEnd = more.isEmpty
            pending += more
        }
    }
}
