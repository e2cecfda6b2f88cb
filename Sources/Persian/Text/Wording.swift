/// The same sentence in each language of the pages.
///
/// A page or a response shows the one in the reader's language and never mixes them. Persian and English
/// are always there; Arabic may be missing.
package struct Wording: Sendable, Hashable {
    /// The sentence in Persian.
    package let fa: String

    /// The sentence in English.
    package let en: String

    /// The sentence in Arabic; nil where it was not translated.
    package let ar: String?

    /// Creates a sentence in its languages.
    package init(fa: String, en: String, ar: String? = nil) {
        self.fa = fa
        self.en = en
        self.ar = ar
    }
}

extension Wording {
    /// The sentence in Arabic, or in Persian where it was not translated: script and direction are the same.
    package var arabic: String { ar ?? fa }
}
