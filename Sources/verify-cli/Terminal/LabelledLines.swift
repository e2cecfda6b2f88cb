/// Values under their labels, in two columns; long ones are wrapped on a terminal.
struct LabelledLines {
    var lines: [String] = []

    /// The column in which the values begin.
    private static let margin = 16

    /// Adds a value; one that is missing or empty has no line.
    mutating func add(_ label: String, _ value: String?) {
        guard let value = value?.printableLine, !value.isEmpty else { return }
        let indent = String(repeating: " ", count: Self.margin)
        let width =
            Terminal.isTerminal(.output) ? max(24, Terminal.columns - Self.margin - 1) : .max
        for (number, line) in value.wrapped(to: width).enumerated() {
            lines.append((number == 0 ? "  \(label)".padded(to: Self.margin) : indent) + line)
        }
    }

    /// The spaces between a word at the margin and the values.
    static func gap(after word: String) -> String {
        String(repeating: " ", count: max(2, margin - word.columns))
    }
}

extension String {
    /// Returns lines of at most `columns` columns, broken between words.
    fileprivate func wrapped(to columns: Int) -> [String] {
        guard self.columns > columns else { return [self] }
        var lines = [""]
        for word in split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.columns + 1 + String(word).columns <= columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
