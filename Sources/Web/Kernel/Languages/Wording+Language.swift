package import Persian

extension Wording {
    /// Returns the text in a language.
    package func text(in language: Language) -> String { self[keyPath: language.sentence] }
}
