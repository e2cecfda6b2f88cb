/// The characters that the parser drops between the digits of a typed code.
enum CodeSeparators {
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        isBlank(scalar) || marks.contains(scalar)
            || scalar.properties.generalCategory == .dashPunctuation
    }

    /// Returns whether a scalar is white space or invisible: joiners, bidi controls, byte order mark, tatweel.
    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || invisible.contains(scalar)
    }

    /// Dots, slashes, and dashes outside Unicode's category of dashes (minus, hyphen bullet).
    private static let marks: Set<Unicode.Scalar> = [
        ".", "\u{B7}", "\u{2022}", "\u{2024}", "\u{2027}", "\u{22C5}", "\u{6D4}", "\u{FF0E}",
        "/", "\u{2044}", "\u{2215}", "\u{FF0F}",
        "\u{2212}", "\u{2043}", "\u{FF70}",
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
