/// The text of migrations, written in words that every engine understands or replaces.
enum Script {
    /// Replaces whole upper-case words, outside quoted texts, quoted names and `--` comments.
    static func translated(_ text: String, words: [String: String]) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            let piece: Substring.UnicodeScalarView
            if first == "'" || first == "\"" {
                let end = rest.dropFirst().firstIndex(of: first)
                piece = rest[...(end ?? rest.index(before: rest.endIndex))]
            } else if first == "-", rest.dropFirst().first == "-" {
                piece = rest.prefix { $0 != "\n" }
            } else if isWord(first) {
                piece = rest.prefix(while: isWord)
                result += words[String(Substring(piece))] ?? String(Substring(piece))
                rest = rest[piece.endIndex...]
                continue
            } else {
                piece = rest.prefix(1)
            }
            result += String(Substring(piece))
            rest = rest[piece.endIndex...]
        }
        return result
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_": true
        default: false
        }
    }
}
