import Persian
import Store
import VerifyCore

/// One column of a graduate's record: its titles, how a cell is read, and where its value is stored.
///
/// `GraduateColumn.definitions` has one for each column. Readers, SQL column lists, JSON and the template
/// derive from that table.
struct ColumnDefinition: Sendable {
    /// The name of the column for people; the Persian name is also understood as a title.
    let title: Wording
    /// Other titles that the column is known by.
    let otherTitles: [String]
    /// Whether every row must have a value.
    var isRequired: Bool
    /// The most Unicode scalars that a value may have.
    let limit: Int
    /// The column of the table `graduate`; nil for a value that is stored as a part of another one.
    let sql: StoredValue?
    /// Returns the value as an upload writes it.
    let text: @Sendable (Graduate) -> String
    /// Reads a cell into the draft.
    let read: @Sendable (String, inout RecordDraft) -> Void
    /// Whether the value is a date, which is stored in ISO 8601.
    var isDate = false
    /// What the holder of an issued record may show of the column; nil for a column that is never shown alone.
    var shown: ShownColumn?
}

/// A value of a graduate in the table `graduate`.
struct StoredValue: Sendable {
    let value: @Sendable (Graduate) -> SQLValue
    let load: @Sendable (inout Graduate, borrowing Row, Int) throws -> Void

    static func text(_ path: any WritableKeyPath<Graduate, String> & Sendable) -> StoredValue {
        StoredValue {
            .text($0[keyPath: path])
        } load: {
            $0[keyPath: path] = try $1.text($2)
        }
    }
}

extension ColumnDefinition {
    /// Returns the column as one that the holder of a record may show.
    ///
    /// `name`: Its stored name where it is not that of the column, because several columns are shown together.
    func shown(
        _ title: Wording,
        named name: String? = nil,
        isOnDocument: Bool = true,
        _ value: @escaping @Sendable (DegreeRecord) -> ShownValue?
    ) -> ColumnDefinition {
        var definition = self
        definition.shown = ShownColumn(
            name: name,
            title: title,
            isOnDocument: isOnDocument,
            value: value
        )
        return definition
    }

    /// A column of text in the letters of one alphabet.
    static func text(
        _ path: any WritableKeyPath<Graduate, String> & Sendable,
        _ alphabet: Alphabet,
        _ title: Wording,
        _ otherTitles: [String],
        limit: Int = 100,
        isRequired: Bool = false
    ) -> ColumnDefinition {
        ColumnDefinition(
            title: title,
            otherTitles: otherTitles,
            isRequired: isRequired,
            limit: limit,
            sql: .text(path),
            text: { $0[keyPath: path] },
            read: { $1.graduate[keyPath: path] = $1.text($0, alphabet) }
        )
    }

    /// A column with a date that every row must have.
    static func date(
        _ path: any WritableKeyPath<Graduate, CivilDate> & Sendable,
        _ title: Wording,
        _ otherTitles: [String]
    ) -> ColumnDefinition {
        ColumnDefinition(
            title: title,
            otherTitles: otherTitles,
            isRequired: true,
            limit: 100,
            sql: StoredValue {
                .text($0[keyPath: path].description)
            } load: {
                $0[keyPath: path] = try CivilDate(parsing: $1.text($2))
            },
            text: { JalaliDate($0[keyPath: path]).description },
            read: { if let date = $1.date($0) { $1.graduate[keyPath: path] = date } },
            isDate: true
        )
    }

    /// A column with a date that may be unknown.
    static func optionalDate(
        _ path: any WritableKeyPath<Graduate, CivilDate?> & Sendable,
        _ title: Wording,
        _ otherTitles: [String]
    ) -> ColumnDefinition {
        ColumnDefinition(
            title: title,
            otherTitles: otherTitles,
            isRequired: false,
            limit: 100,
            sql: StoredValue {
                $0[keyPath: path].map { .text($0.description) } ?? .null
            } load: {
                $0[keyPath: path] = try $1.optionalText($2).map { try CivilDate(parsing: $0) }
            },
            text: { $0[keyPath: path].map { JalaliDate($0).description } ?? "" },
            read: { $1.graduate[keyPath: path] = $1.date($0) },
            isDate: true
        )
    }

    /// A column with a word of a closed vocabulary.
    static func word<Word: RawRepresentable<String> & Sendable>(
        _ path: any WritableKeyPath<Graduate, Word> & Sendable,
        _ vocabulary: Vocabulary<Word>,
        unknown: RowCode,
        code: @escaping @Sendable (Word) -> Int64,
        decode: @escaping @Sendable (UInt64) -> Word?,
        _ title: Wording,
        _ otherTitles: [String]
    ) -> ColumnDefinition {
        ColumnDefinition(
            title: title,
            otherTitles: otherTitles,
            isRequired: true,
            limit: 100,
            sql: StoredValue {
                .integer(code($0[keyPath: path]))
            } load: {
                guard let word = decode(UInt64(clamping: try $1.int($2))) else {
                    throw StoreError.column($2, expected: "a code of a kind, level or mode")
                }
                $0[keyPath: path] = word
            },
            text: { $0[keyPath: path].rawValue },
            read: { cell, draft in
                if let word = draft.word(cell, vocabulary, unknown) {
                    draft.graduate[keyPath: path] = word
                }
            }
        )
    }

    /// A part of the number that identifies the graduate; `RecordDraft.readHolder` reads the parts together.
    static func holder(
        _ title: Wording,
        _ otherTitles: [String],
        isRequired: Bool = false,
        limit: Int = 100,
        sql: StoredValue? = nil,
        text: @escaping @Sendable (Graduate) -> String
    ) -> ColumnDefinition {
        ColumnDefinition(
            title: title,
            otherTitles: otherTitles,
            isRequired: isRequired,
            limit: limit,
            sql: sql,
            text: text,
            read: { _, _ in }
        )
    }
}
