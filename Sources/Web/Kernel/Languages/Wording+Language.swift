package import Persian

extension Wording {
    /// Returns the text in a language.
    package func text(in language: Language) -> String { self[keyPath: language.sentence] }
}

extension Language {
    /// Returns a number in the digits and with the separators of the language.
    package func number(_ value: Int) -> String {
        self == .persian ? PersianNumber.grouped(value) : PersianNumber.groupedInEnglish(value)
    }
}
