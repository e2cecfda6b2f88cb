/// The same sentence in Persian and in English.
///
/// Whoever shows it picks one by the reader's language; nothing is ever mixed from both.
package struct Wording: Sendable, Hashable {
    /// The sentence in Persian.
    package let fa: String

    /// The sentence in English.
    package let en: String

    /// A sentence said in both languages.
    package init(fa: String, en: String) {
        self.fa = fa
        self.en = en
    }
}
