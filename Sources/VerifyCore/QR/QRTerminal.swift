extension QRCode {
    /// Black on white, independent of the terminal's colours.
    private static let colours = "\u{1b}[38;5;16;48;5;231m"
    private static let reset = "\u{1b}[0m"

    /// Returns text for the terminal: two rows of modules per line, with the quiet zone.
    ///
    /// Without colours (`NO_COLOR`) it draws the light modules, as for a dark terminal. On a light terminal the
    /// code is then inverted, which most cameras read too.
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
