/// The digits of a one-time code or another plain number as users type and paste it.
///
/// Folds the digits of the four blocks and leaves out white space, dashes, dots and invisible characters.
package struct TypedDigits: Sendable, Equatable {
    /// The digits in ASCII; nil when the text has another character.
    package let text: String?

    /// Reads a text of any length.
    package init(_ text: String) {
        let typed = TypedNumber(text)
        self.text = typed.foreign == nil ? String(decoding: typed.digits, as: UTF8.self) : nil
    }

    /// Returns the digits if there are exactly this many and nothing else.
    package func exactly(_ count: Int) -> String? {
        text.flatMap { $0.utf8.count == count ? $0 : nil }
    }
}
