package import Persian
package import VerifyCore

extension JSON {
    /// A sentence in both languages.
    package init(_ wording: Wording) {
        self = ["fa": .string(wording.fa), "en": .string(wording.en)]
    }
}
