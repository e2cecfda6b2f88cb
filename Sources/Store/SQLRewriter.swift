/// Rewrites SQL text outside quoted texts, quoted names and `--` comments.
enum SQLRewriter {
    /// Replaces whole words.
    static func translated(_ text: String, words: [String: String]) -> String {
        rewritten(text) { piece in
            words[String(piece)] ?? String(piece)
        }
    }

    /// Replaces each `?` by `$1`, `$2`, …; returns their number too.
    static func numbered(_ text: String) -> (text: String, places: Int) {
        var places = 0
        let numbered = rewritten(text) { piece in
            guard piece == "?" else {
                return String(piece)
            }
            places += 1
            return "$\(places)"
        }
        return (numbered, places)
    }

    /// Passes each word and each other character that is not quoted through `rewrite`.
    private static func rewritten(_ text: String, _ rewrite: (Substring) -> String) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            let end = end(of: rest, beginningWith: first)
            let piece = rest[..<end]
            let isQuoted = first == "'" || first == "\"" || (first == "-" && piece.count > 1)
            result += isQuoted ? String(Substring(piece)) : rewrite(Substring(piece))
            rest = rest[end...]
        }
        return result
    }

    private static func end(
        of rest: Substring.UnicodeScalarView,
        beginningWith first: Unicode.Scalar
    ) -> String.Index {
        let second = rest.index(after: rest.startIndex)
        if first == "'" || first == "\"" {
            return rest[second...].firstIndex(of: first).map { rest.index(after: $0) }
                ?? rest.endIndex
        }
        if first == "-", rest[second...].first == "-" {
            return rest.firstIndex(of: "\n") ?? rest.endIndex
        }
        if isWord(first) {
            return rest.firstIndex { !isWord($0) } ?? rest.endIndex
        }
        return second
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_": true
        default: false
        }
    }
}
