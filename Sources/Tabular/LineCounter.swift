/// Counts the lines of a text that arrives in chunks; a line ends with CRLF, LF or CR.
struct LineCounter: Sendable {
    /// The number of the line that holds the next byte, from 1.
    private(set) var line = 1

    /// The bytes of the window that were counted.
    private var counted = 0
    private var isAfterCR = false

    /// Counts on, up to an index of the window.
    mutating func count(_ window: [UInt8], to end: Int) {
        while counted < end {
            let byte = window[counted]
            if byte == 0x0D || byte == 0x0A && !isAfterCR { line += 1 }
            isAfterCR = byte == 0x0D
            counted += 1
        }
    }

    /// Forgets the first bytes of the window, which were removed.
    mutating func drop(_ bytes: Int) {
        counted -= bytes
    }
}
