/// Text from outside: names, reports of anonymous visitors, answers of servers.
///
/// A control character in it could rename the window, clear the screen, or write over a verdict; an
/// override of direction could reverse a code.
extension String {
    /// The text without control sequences for a terminal.
    ///
    /// Control characters and invisible ones (Cc, Cf) are removed, except ZWNJ and ZWJ, which Persian
    /// needs; line breaks and tabs become spaces.
    var printable: String { printable(isolates: false, styles: false) }

    /// A text that was composed of printable ones; the program's own isolates around them are kept.
    ///
    /// Isolates are closed where the text ends, so that one from outside has no effect behind it.
    var printableLine: String { printable(isolates: true, styles: false) }

    /// A line of the answer, with the program's own isolates and colours.
    var paintedLine: String { printable(isolates: true, styles: true) }

    private func printable(isolates: Bool, styles: Bool) -> String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        var text = UnicodeScalarView()
        var open = 0
        var rest = Substring(self).unicodeScalars
        while let scalar = rest.first {
            if styles, let style = TextStyle.sequence(at: rest) {
                text.append(contentsOf: style)
                rest = rest.dropFirst(style.count)
                continue
            }
            rest.removeFirst()
            switch scalar.value {
            case 0x2066 where isolates, 0x2068 where isolates:
                open += 1
                text.append(scalar)
            case 0x2069 where isolates && open > 0:
                open -= 1
                text.append(scalar)
            case _ where !scalar.isUnprintable:
                text.append(scalar)
            case _ where scalar.properties.isWhitespace:
                text.append(" ")
            default:
                break
            }
        }
        for _ in 0..<open { text.append("\u{2069}") }
        return String(text)
    }
}

extension [UInt8] {
    /// Whole lines of text from outside, without control sequences for a terminal.
    var printableLines: [UInt8] {
        split(separator: UInt8(ascii: "\n")).flatMap { line -> [UInt8] in
            let end = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return Array(String(decoding: end, as: UTF8.self).printable.utf8) + [UInt8(ascii: "\n")]
        }
    }

    /// JSON with control characters escaped; a parser reads the same values.
    var printableJSON: [UInt8] {
        let text = String(decoding: self, as: UTF8.self)
        guard text.unicodeScalars.contains(where: \.isUnprintable) else { return self }
        return text.unicodeScalars.flatMap { scalar -> [UInt8] in
            guard scalar.isUnprintable else { return Array(String(scalar).utf8) }
            return String(scalar).utf16.flatMap { unit in
                let digits = String(unit, radix: 16)
                return Array(
                    ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
                )
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is a control, format or line-breaking character other than the joiners.
    fileprivate var isUnprintable: Bool {
        switch value {
        case 0x20...0x7E, 0x200C, 0x200D: return false
        default: break
        }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

extension TextStyle {
    /// Returns the program's own sequence that the scalars begin with: a colour, or its end.
    fileprivate static func sequence(
        at scalars: Substring.UnicodeScalarView
    ) -> Substring.UnicodeScalarView? {
        guard scalars.first == "\u{1B}", let end = scalars.prefix(5).firstIndex(of: "m") else {
            return nil
        }
        let sequence = scalars[...end]
        let parameter = String(sequence.dropFirst(2).dropLast())
        guard sequence.dropFirst().first == "[",
            parameter == "0" || TextStyle(rawValue: parameter) != nil
        else { return nil }
        return sequence
    }
}
