/// The same sentence in Persian and in English.
///
/// A page or a response shows the one in the reader's language and never mixes them.
package struct Wording: Sendable, Hashable {
    /// The sentence in Persian.
    package let fa: String

    /// The sentence in English.
    package let en: String

    /// Creates a sentence in both languages.
    package init(fa: String, en: String) {
        self.fa = fa
        self.en = en
    }
}
