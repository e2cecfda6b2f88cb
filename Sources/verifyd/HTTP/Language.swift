import Persian

/// The language of an answer's sentences; Persian is the house's own.
enum Language: Sendable {
    case persian
    case english

    /// The language a caller prefers of the two, by `Accept-Language` (RFC 9110 §12.5.4).
    ///
    /// Weights are read to three decimals; a wildcard and anything malformed mean Persian.
    init(accepting header: String?) {
        guard let header else {
            self = .persian
            return
        }
        var best: (language: Language, weight: Double) = (.persian, 0)
        for range in header.split(separator: ",").prefix(16) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first?.filter({ $0 != " " }).lowercased() else { continue }
            let language: Language
            switch tag.prefix(while: { $0 != "-" }) {
            case "fa", "*": language = .persian
            case "en": language = .english
            default: continue
            }
            let weight = Self.weight(of: parts.dropFirst())
            if weight > best.weight { best = (language, weight) }
        }
        self = best.language
    }

    private static func weight(of parameters: ArraySlice<Substring>) -> Double {
        for parameter in parameters {
            let text = parameter.filter { $0 != " " }
            guard text.hasPrefix("q=") else { continue }
            return Double(text.dropFirst(2)).map { min(max($0, 0), 1) } ?? 0
        }
        return 1
    }

    /// The word for `Content-Language`.
    var tag: String {
        switch self {
        case .persian: "fa"
        case .english: "en"
        }
    }
}

extension Wording {
    /// The sentence in one of the two languages.
    func text(in language: Language) -> String {
        switch language {
        case .persian: fa
        case .english: en
        }
    }
}
