/// A passage in each language of the pages, with inline elements.
///
/// As a `Wording`, it has Persian and English; Arabic may be missing and is then Persian.
package struct Prose: Sendable, Equatable {
    /// The texts by the tag of their language.
    private let texts: [String: RichText]
    private let standard: RichText

    /// A passage in its languages.
    package init(fa: RichText, en: RichText, ar: RichText? = nil) {
        standard = fa
        texts = [Language.persian.tag: fa, Language.english.tag: en]
            .merging(ar.map { [Language.arabic.tag: $0] } ?? [:]) { text, _ in text }
    }

    /// A passage that is the same in every language, such as a name or a code.
    package init(_ text: RichText) {
        standard = text
        texts = [:]
    }

    /// Returns the passage in a language.
    package func text(in language: Language) -> RichText { texts[language.tag] ?? standard }
}
