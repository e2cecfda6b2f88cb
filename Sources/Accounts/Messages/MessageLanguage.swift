package import Persian
import Store

/// The language in which a person gets messages.
package enum MessageLanguage: String, Sendable, CaseIterable {
    /// Persian.
    case fa
    /// English.
    case en

    /// Returns the text in this language.
    package func text(_ wording: Wording) -> String {
        switch self {
        case .fa: wording.fa
        case .en: wording.en
        }
    }
}

extension MessageLanguage: SQLBindable {}
