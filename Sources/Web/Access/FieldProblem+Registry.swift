package import Persian
package import Registry

extension FieldProblem {
    /// A fault that an upload would report for a row.
    package init(_ pointer: String, row: RowCode, _ detail: Wording) {
        self.init(pointer, code: row.rawValue, detail)
    }

    /// A value that the register does not accept.
    package init(_ pointer: String, _ reason: RegistryError.InvalidReason) {
        self.init(pointer, code: reason.rawValue, reason.wording)
    }
}

extension RegistryError.InvalidReason {
    /// The reason, for readers.
    package var wording: Wording {
        switch self {
        case .missing: .init(fa: "این فیلد لازم است.", en: "This field is required.")
        case .tooLong: .init(fa: "این متن بلندتر از حد است.", en: "The text is too long.")
        case .format:
            .init(fa: "شکل این مقدار درست نیست.", en: "The value is not of the right form.")
        case .letters:
            .init(
                fa: "این متن حرف‌هایی از الفبای دیگر دارد.",
                en: "The text has letters of another alphabet."
            )
        }
    }
}
