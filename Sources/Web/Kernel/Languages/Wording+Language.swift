package import Persian

extension Wording {
    /// The sentence in one of the two languages.
    package func text(in language: Language) -> String {
        switch language {
        case .persian: fa
        case .english: en
        }
    }
}

extension Language {
    /// Where a sentence in this language stands.
    package var sentence: any KeyPath<Wording, String> & Sendable {
        switch self {
        case .persian: \.fa
        case .english: \.en
        }
    }
}
