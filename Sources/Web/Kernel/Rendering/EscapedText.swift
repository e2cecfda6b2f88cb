extension String {
    /// The text escaped for an HTML element or a quoted attribute.
    ///
    /// It works on scalars: for a loop over characters, a `<` or a quote that a combining mark follows, or that
    /// follows a prepending mark (U+0600 ARABIC NUMBER SIGN), is another character and would pass.
    var escapedForHTML: String {
        guard utf8.contains(where: Self.isSpecial) else { return self }
        var escaped = ""
        escaped.reserveCapacity(utf8.count + 32)
        for scalar in unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x3c || byte == 0x3e || byte == 0x26 || byte == 0x22 || byte == 0x27
    }
}
