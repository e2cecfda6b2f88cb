extension QRCode {
    /// Black on white, whatever the terminal's own colours are.
    private static let colours = "\u{1b}[38;5;16;48;5;231m"
    private static let reset = "\u{1b}[0m"

    /// A picture for the terminal: two rows of modules a line, quiet zone included.
    ///
    /// Without colours (`NO_COLOR`) the light modules are drawn, as for a dark terminal; on a light one the
    /// code is inverted, which most cameras read too.
    package func terminal(quietZone: Int = Self.quietZone, coloured: Bool = true) -> String {
        var text = ""
        for row in stride(from: -quietZone, to: size + quietZone, by: 2) {
            if coloured { text += Self.colours }
            for column in -quietZone..<size + quietZone {
                let upper = isDark(row: row, column: column) == coloured
                let lower = isDark(row: row + 1, column: column) == coloured
                text += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ")
            }
            text += coloured ? Self.reset + "\n" : "\n"
        }
        return text
    }
}
