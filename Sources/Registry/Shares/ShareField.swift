package import Persian
package import VerifyCore

/// A field of a degree that its holder may show by a link; the raw value is stored.
///
/// `GraduateColumn.definitions` says which columns are shown, and under which name. Kind, level, institution and year are
/// shown with every code (T0) and are not chosen.
package struct ShareField: Sendable, Hashable {
    private let column: GraduateColumn

    /// The full name in both scripts.
    package static let holder = ShareField(column: .firstNameFa)
    /// The father's name.
    package static let fatherName = ShareField(column: .fatherNameFa)
    /// The field of study in both languages.
    package static let field = ShareField(column: .fieldFa)
    /// The day of graduation.
    package static let graduationDate = ShareField(column: .graduationDate)
    /// The average mark.
    package static let average = ShareField(column: .average)
}

extension ShareField: CaseIterable {
    /// The fields in the order of the columns.
    package static let allCases = GraduateColumn.allCases.filter { $0.definition.shown != nil }
        .map { ShareField(column: $0) }
}

extension ShareField: RawRepresentable {
    /// The stored name: that of the column, or of the columns that it shows together.
    package var rawValue: String { column.definition.shown?.name ?? column.rawValue }

    /// The field of a stored name; nil where no column has it.
    package init?(rawValue: String) {
        guard let field = Self.byName[rawValue] else { return nil }
        self = field
    }

    private static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) }
    )
}

extension ShareField {
    /// Returns the value of the field in a record; nil where the record has none.
    package func value(in record: DegreeRecord) -> ShownValue? {
        column.definition.shown?.value(record)
    }

    /// The name of the field.
    package var title: Wording { column.definition.shown?.title ?? column.title }

    /// Whether the field is on the document itself, and so on the pages of its holder and the certificate.
    package var isOnDocument: Bool { column.definition.shown?.isOnDocument ?? false }
}
