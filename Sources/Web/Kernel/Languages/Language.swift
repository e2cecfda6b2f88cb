import Persian

/// The language of an answer's sentences; Persian is the house's own.
package enum Language: Sendable {
    case persian
    case english

    /// The language a caller prefers of the two, by `Accept-Language` (RFC 9110 §12.5.4).
    ///
    /// Weights are read to three decimals; a wildcard and anything malformed mean Persian.
    package init(accepting header: String?) {
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
    package var tag: String {
        switch self {
        case .persian: "fa"
        case .english: "en"
        }
    }
}

extension Language {
    /// What stands before every path of this language.
    package var base: String {
        switch self {
        case .persian: ""
        case .english: "/en"
        }
    }

    /// The first page.
    package var home: String { base + "/" }

    package var other: Language {
        switch self {
        case .persian: .english
        case .english: .persian
        }
    }

    package var direction: String {
        switch self {
        case .persian: "rtl"
        case .english: "ltr"
        }
    }

    /// One of two texts.
    package func either(_ persian: String, _ english: String) -> String {
        switch self {
        case .persian: persian
        case .english: english
        }
    }
}
