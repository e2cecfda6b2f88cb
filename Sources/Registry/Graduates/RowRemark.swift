package import Persian

/// What is said about one field of a record, or about the whole of it.
package struct RowRemark: Sendable, Hashable {
    /// The column; nil when it is about the record.
    package let column: GraduateColumn?
    /// What is said.
    package let code: RowCode
    /// What stood there, cut to `valueLimit`.
    package let value: String
    /// The field, the reason and the way out.
    package let wording: Wording

    /// The most Unicode scalars of a value that are shown again.
    package static let valueLimit = 100

    /// A remark with the words of its code.
    package init(_ code: RowCode, _ column: GraduateColumn? = nil, value: String = "") {
        self.init(code, column, value: value, wording: code.wording(for: column))
    }

    /// A remark with words of its own.
    init(_ code: RowCode, _ column: GraduateColumn?, value: String, wording: Wording) {
        self.code = code
        self.column = column
        self.value = Self.shown(value)
        self.wording = wording
    }

    /// A remark about a date, with the reason why it was refused.
    init(_ error: DateParsingError, _ column: GraduateColumn, value: String) {
        let code: RowCode =
            switch error {
            case .empty: .required
            case .format, .monthOutOfRange, .ambiguousOrder: .dateFormat
            case .twoDigitYear: .dateTwoDigitYear
            case .yearOutOfRange: .dateOutOfRange
            case .doesNotExist: .dateDoesNotExist
            }
        let (title, reason) = (column.title, error.wording)
        let wording = Wording(fa: "«\(title.fa)»: \(reason.fa)", en: "\(title.en): \(reason.en)")
        self.init(code, column, value: value, wording: wording)
    }

    /// A text from a file as it may be shown and kept: cut, and without control characters.
    static func shown(_ value: String) -> String {
        var shown = String.UnicodeScalarView()
        var count = 0
        for scalar in value.unicodeScalars {
            if count == valueLimit { return String(shown) + "…" }
            shown.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
            count += 1
        }
        return String(shown)
    }
}
