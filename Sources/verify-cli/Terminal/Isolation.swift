import VerifyCore

/// Codes and Persian names among other text on a terminal.
extension String {
    /// The text between directional isolates on a terminal, so that the text around it keeps its order.
    var isolated: String {
        Terminal.isTerminal(.output) ? "\u{2068}\(printable)\u{2069}" : printable
    }

    /// Isolated when it holds letters that are written from right to left.
    var isolatedIfPersian: String {
        unicodeScalars.contains { (0x0590...0x08FF).contains($0.value) } ? isolated : printableLine
    }

    /// Returns the text filled with spaces to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }
}

extension AuthenticityCode {
    /// The code for display: five groups of four, left to right in any context.
    var shown: String {
        Terminal.isTerminal(.output) ? "\u{2066}\(grouped)\u{2069}" : grouped
    }

    /// Returns a code's text for display; other text stays as it is.
    static func shown(_ text: String) -> String {
        (try? AuthenticityCode(parsing: text))?.shown ?? text.printable
    }
}
