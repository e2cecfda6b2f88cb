import VerifyCore

/// Codes and Persian names among other text on a terminal (ux.md).
extension String {
    /// Between directional isolates where a person looks at it, so that the neighbours keep their order.
    var isolated: String {
        Terminal.isTerminal(.output) ? "\u{2068}\(printable)\u{2069}" : printable
    }

    /// Isolated when it holds letters that are written from right to left.
    var isolatedIfPersian: String {
        unicodeScalars.contains { (0x0590...0x08FF).contains($0.value) } ? isolated : printableLine
    }

    /// Filled with spaces to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }
}

extension AuthenticityCode {
    /// A code for people: five groups of four, left to right whatever stands beside them.
    var shown: String {
        Terminal.isTerminal(.output) ? "\u{2066}\(grouped)\u{2069}" : grouped
    }

    /// A code's text as it should be shown; text that is no code stays as it is.
    static func shown(_ text: String) -> String {
        (try? AuthenticityCode(parsing: text))?.shown ?? text.printable
    }
}
