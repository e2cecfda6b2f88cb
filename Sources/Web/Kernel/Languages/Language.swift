package import Persian

/// A language of responses, as data: whatever differs between languages is a property here.
///
/// Pages exist in each language of `all`; a language joins them by one more value there.
package struct Language: Sendable {
    /// The BCP 47 tag, for `Content-Language` and `lang`.
    package let tag: String
    /// The name of the language in itself, for the link to it.
    package let name: String
    /// The script of its letters.
    package let script: Script
    /// The prefix of every page's address in this language: `/en`, empty for the default.
    package let base: String
    /// The text of a wording in this language.
    package let sentence: any KeyPath<Wording, String> & Sendable
    /// Returns a number in the digits and with the separators of the language.
    package let number: @Sendable (Int) -> String

    /// A script, which decides direction and font.
    package enum Script: Sendable {
        /// Written from right to left.
        case arabic
        /// Written from left to right.
        case latin

        /// The value of the attribute `dir`.
        package var direction: String {
            switch self {
            case .arabic: "rtl"
            case .latin: "ltr"
            }
        }
    }
}

extension Language {
    /// Persian; its pages have addresses without a prefix.
    package static let persian = Language(
        tag: "fa",
        name: "فارسی",
        script: .arabic,
        base: "",
        sentence: \.fa,
        number: PersianNumber.grouped
    )
    /// English; the addresses of its pages begin with `/en`.
    package static let english = Language(
        tag: "en",
        name: "English",
        script: .latin,
        base: "/en",
        sentence: \.en,
        number: PersianNumber.groupedInEnglish
    )
    /// Arabic, for forms of applicants from abroad; no page is translated yet, so it is not in `all`.
    package static let arabic = Language(
        tag: "ar",
        name: "العربية",
        script: .arabic,
        base: "/ar",
        sentence: \.arabic,
        number: PersianNumber.groupedInEnglish
    )

    /// Every language of the pages; the first is the default.
    package static let all = [persian, english]
    /// The language of an address without a prefix, and of a client that prefers none of `all`.
    package static let standard = persian
}

extension Language: Equatable {
    package static func == (one: Language, other: Language) -> Bool { one.tag == other.tag }
}

extension Language {
    /// The value of the attribute `dir`: `rtl` or `ltr`.
    package var direction: String { script.direction }

    /// The address of the home page.
    package var home: String { base + "/" }

    /// The languages to which a page has a link.
    package var others: [Language] { Self.all.filter { $0 != self } }

    /// The language of a page's address.
    package init(path: String) {
        let path = path.lowercased()
        self =
            Self.all.first {
                !$0.base.isEmpty && (path == $0.base || path.hasPrefix($0.home))
            } ?? .standard
    }
}

/// Negotiation by `Accept-Language` (RFC 9110 §12.5.4).
extension Language {
    /// The language that a client prefers.
    ///
    /// Weights are read to three decimals; a wildcard and anything malformed mean the default.
    package init(accepting header: String?) {
        guard let header else {
            self = .standard
            return
        }
        var best: (language: Language, weight: Double) = (.standard, 0)
        for range in header.split(separator: ",").prefix(16) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first?.filter({ $0 != " " }).lowercased() else { continue }
            let primary = tag.prefix { $0 != "-" }
            guard
                let language = primary == "*"
                    ? .standard : Self.all.first(where: { $0.tag == primary })
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
