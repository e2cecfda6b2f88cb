package import Persian

/// A language of responses, as data: pages exist in each language of `all`.
///
/// Arabic becomes a third value when `Wording` has a text for it.
package struct Language: Sendable {
    /// The BCP 47 tag, for `Content-Language` and `lang`.
    package let tag: String
    /// The direction of its script: `rtl` or `ltr`.
    package let direction: String
    /// The prefix of every page's address in this language: `/en`, empty for Persian.
    package let base: String
    /// The text of a wording in this language.
    package let sentence: any KeyPath<Wording, String> & Sendable

    /// Persian, the default; its pages have addresses without a prefix.
    package static let persian = Language(tag: "fa", direction: "rtl", base: "", sentence: \.fa)
    /// English; the addresses of its pages begin with `/en`.
    package static let english = Language(tag: "en", direction: "ltr", base: "/en", sentence: \.en)

    /// Every language of the pages; the first is the default.
    package static let all = [persian, english]
}

extension Language: Equatable {
    package static func == (one: Language, other: Language) -> Bool { one.tag == other.tag }
}

extension Language {
    /// The address of the home page.
    package var home: String { base + "/" }

    /// The language that the page's link to the same page in another language leads to.
    package var other: Language { self == .persian ? .english : .persian }

    /// The language of a page's address.
    package init(path: String) {
        let path = path.lowercased()
        self =
            Self.all.first {
                !$0.base.isEmpty && (path == $0.base || path.hasPrefix($0.home))
            } ?? .persian
    }
}

/// Negotiation by `Accept-Language` (RFC 9110 §12.5.4).
extension Language {
    /// The language that a client prefers.
    ///
    /// Weights are read to three decimals; a wildcard and anything malformed mean the default.
    package init(accepting header: String?) {
        guard let header else {
            self = .persian
            return
        }
        var best: (language: Language, weight: Double) = (.persian, 0)
        for range in header.split(separator: ",").prefix(16) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first?.filter({ $0 != " " }).lowercased() else { continue }
            let primary = tag.prefix { $0 != "-" }
            guard
                let language = primary == "*"
                    ? .persian : Self.all.first(where: { $0.tag == primary })
            else { continue }
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
}
