package import Persian

/// A remark on one field of a record, or on the whole record.
package struct RowRemark: Sendable, Hashable {
    /// The column; nil for a remark on the whole record.
    package let column: GraduateColumn?
    /// The code for programs.
    package let code: RowCode
    /// The value of the field, cut to `valueLimit`.
    package let value: String
    /// The field, the reason and the way out.
    package let wording: Wording

    /// The most Unicode scalars of a value that are repeated.
    package static let valueLimit = 100

    /// A remark with the wording of its code.
    package init(_ code: RowCode, _ column: GraduateColumn? = nil, value: String = "") {
        self.init(code, column, value: value, wording: code.wording(for: column))
    }

    /// A remark with another wording than that of its code.
    init(_ code: RowCode, _ column: GraduateColumn?, value: String, wording: Wording) {
        self.code = code
        self.column = column
        self.value = Self.shown(value)
        self.wording = wording
    }

    /// A remark on a date, with the reason of the refusal.
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

    /// Returns a text of a file in a form that may be shown and stored: cut, and without control characters.
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
