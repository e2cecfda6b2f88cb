extension String {
    /// The text as a clause of a message: sentences in lower case, joined by semicolons, no full stop.
    var asClause: String {
        split(separator: ". ").map { String($0).lowered }.joined(separator: "; ")
    }

    private var lowered: String {
        var text = self
        while text.last == "." { text.removeLast() }
        guard let first = text.first, first.isUppercase else { return text }
        let second = text.dropFirst().first
        // "QR text …" and "API key …" keep their capitals.
        return second?.isUppercase == true ? text : first.lowercased() + text.dropFirst()
    }

    /// The text without secrets that were typed where they do not belong.
    ///
    /// An API key or a key-encryption key in hexadecimal digits may stand in an argument by mistake, and
    /// messages end up in logs.
    var withoutSecrets: String {
        replacing(/sehat_[A-Za-z0-9_\-]{20,}/, with: "sehat_…")
            .replacing(/\b[0-9A-Fa-f]{64}\b/, with: "…")
    }
}
