/// The characters that may stand between the digits of a typed code, and around it.
enum CodeSeparators {
    /// What a character that is not a digit means between digits.
    enum Kind {
        /// White space or invisible: joiners, bidi controls, byte order mark, tatweel.
        case blank
        /// A line break or a tab: dropped inside a code, but other numbers may stand on another line.
        case lineBreak
        /// A dash, dot or slash.
        case dash
        /// A comma, bracket, quotation mark, colon or underscore: between the groups of a code, or around it.
        case mark
        /// Any other character.
        case foreign

        /// Whether the character may end a code, because other numbers may follow it.
        var mayEndCode: Bool {
            switch self {
            case .lineBreak, .mark, .foreign: true
            case .blank, .dash: false
            }
        }
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        if lineBreaks.contains(scalar) { return .lineBreak }
        if scalar.properties.isWhitespace || invisible.contains(scalar) { return .blank }
        if dashes.contains(scalar) { return .dash }
        if marks.contains(scalar) { return .mark }
        switch scalar.properties.generalCategory {
        case .dashPunctuation: return .dash
        case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation:
            return .mark
        default: return .foreign
        }
    }

    /// Returns whether a character is written before the fraction of a number; in Persian also `/`.
    static func isPoint(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "/", "\u{FF0E}", "\u{FF0F}": true
        default: false
        }
    }

    private static let lineBreaks: Set<Unicode.Scalar> = [
        "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}",
    ]

    /// Dots, slashes, and dashes outside Unicode's category of dashes (minus, hyphen bullet).
    private static let dashes: Set<Unicode.Scalar> = [
        ".", "\u{B7}", "\u{2022}", "\u{2024}", "\u{2027}", "\u{22C5}", "\u{6D4}", "\u{FF0E}",
        "/", "\u{2044}", "\u{2215}", "\u{FF0F}",
        "\u{2212}", "\u{2043}", "\u{FF70}",
    ]

    /// Commas, semicolons, colons, quotation marks and underscores outside Unicode's categories of brackets and
    /// quotation marks.
    private static let marks: Set<Unicode.Scalar> = [
        ",", "\u{60C}", "\u{66C}", "\u{FF0C}", ";", "\u{61B}", ":", "\u{FF1A}", "'", "\"", "_",
        "\u{FF3F}",
    ]

    private static let invisible: Set<Unicode.Scalar> = [
        // Zero-width space, non-joiner, joiner, word joiner, byte order mark, soft hyphen.
        "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}",
        // Tatweel.
        "\u{640}",
        // Bidi marks, embeddings, overrides and isolates.
        "\u{61C}", "\u{200E}", "\u{200F}",
        "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}",
        "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
    ]
}
