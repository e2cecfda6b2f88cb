import Persian
import Tabular
import VerifyCore

/// A record that is being read: the graduate so far, and what is wrong or doubtful.
struct RecordDraft {
    var graduate = Graduate.blank
    /// The column that is being read.
    var column = GraduateColumn.nationalID
    private(set) var faults: [RowRemark] = []
    private(set) var warnings: [RowRemark] = []
    let institutions: Set<String>
    /// The institution whose rows may be written; nil for all.
    let own: String?
    let today: CivilDate

    init(institutions: Set<String>, own: String?, today: CivilDate) {
        self.institutions = institutions
        self.own = own
        self.today = today
    }

    mutating func refuse(_ code: RowCode, _ column: GraduateColumn, _ value: String = "") {
        faults.append(RowRemark(code, column, value: value))
    }

    mutating func warn(_ code: RowCode, _ column: GraduateColumn, _ value: String = "") {
        warnings.append(RowRemark(code, column, value: value))
    }

    /// Whether a column was refused.
    func isRefused(_ column: GraduateColumn) -> Bool { faults.contains { $0.column == column } }

    /// What is wrong, in the order of the columns; what compares two columns comes last of its column.
    var faultsInOrder: [RowRemark] { Self.inOrder(faults) }

    /// What is doubtful, in the order of the columns.
    var warningsInOrder: [RowRemark] { Self.inOrder(warnings) }

    private static func inOrder(_ remarks: [RowRemark]) -> [RowRemark] {
        if remarks.count < 2 { return remarks }
        return remarks.enumerated().sorted { a, b in
            (a.element.column?.index ?? 0, a.offset) < (b.element.column?.index ?? 0, b.offset)
        }.map(\.element)
    }
}

extension RecordDraft {
    /// Reduces a cell to its value; nil if it is refused.
    ///
    /// Warns about the notation of a spreadsheet.
    mutating func plain(
        _ raw: String,
        _ form: SpreadsheetCell.Form,
        warns: Bool = true
    ) -> String? {
        if raw.unicodeScalars.contains("\u{FFFD}") {
            refuse(.encoding, column, raw)
            return nil
        }
        switch SpreadsheetCell(raw, form) {
        case .value(let text, let isConverted):
            if isConverted, warns { warn(.spreadsheetNotation, column, raw) }
            return text
        case .null:
            if !column.isRequired { warn(.spreadsheetNotation, column, raw) }
            return ""
        case .destroyed:
            refuse(.spreadsheet, column, raw)
            return nil
        }
    }

    /// A text in its stored form, with nothing in it that the column may not hold.
    mutating func text(_ raw: String, _ alphabet: Alphabet, warns: Bool = true) -> String {
        // Bytes first: normalizing a megabyte only to refuse it wastes time.
        if raw.utf8.count > column.limit * 8 {
            refuse(.tooLong, column, raw)
            return ""
        }
        guard let plain = plain(raw, alphabet.form, warns: warns) else { return "" }
        let text = alphabet.normalized(plain)
        // A dash in a cell means that there is no value.
        if text.isEmpty || text == "-" {
            if column == .firstNameFa {
                warn(.oneName, column)
            } else if column.isRequired {
                refuse(.required, column, raw)
            }
            return ""
        }
        if text.utf8.count > column.limit, text.unicodeScalars.count > column.limit {
            refuse(.tooLong, column, raw)
        } else if let code = Self.forbidden(in: text) {
            refuse(code, column, raw)
        } else if !alphabet.allows(text) {
            refuse(.letters, column, raw)
        }
        return text
    }

    /// A number that an institution gave, its digits in ASCII.
    mutating func identifier(_ raw: String) -> String { Digits.folded(text(raw, .identifier)) }

    /// The code of an institution that is known and may be written.
    mutating func institution(_ raw: String) -> String {
        let before = faults.count
        // 1001.0 is checked against the list, so that it needs no warning.
        let code = Digits.folded(text(raw, .identifier, warns: false))
        if faults.count > before { return code }
        if !institutions.contains(code) {
            refuse(.institutionUnknown, column, code)
        } else if let own, own != code {
            refuse(.institutionNotYours, column, code)
        }
        return code
    }

    private static func forbidden(in text: String) -> RowCode? {
        if CSVWriter.isFormula(text) { return .formula }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E, 0x606...0x6DC, 0x6DE...0x6FF, 0x200C, 0x200D: continue
            default: if isInvisible(scalar) { return .controlCharacter }
            }
        }
        return nil
    }

    /// Whether programs draw nothing for a character, or each draws something else.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}

extension RecordDraft {
    mutating func date(_ raw: String) -> CivilDate? {
        guard let plain = plain(raw, .date) else { return nil }
        do {
            let date = try TypedDate.parse(plain)
            if date > today { refuse(.dateInFuture, column, raw) }
            return date
        } catch {
            if error != .empty || column.isRequired {
                faults.append(RowRemark(error, column, value: raw))
            }
            return nil
        }
    }

    mutating func word<Word>(
        _ raw: String,
        _ vocabulary: Vocabulary<Word>,
        _ unknown: RowCode
    ) -> Word? {
        if raw.utf8.count <= column.limit * 4, let word = vocabulary.value(of: raw) { return word }
        guard let text = plain(raw, .persianText, warns: false) else { return nil }
        if text.utf8.count <= column.limit * 4, let word = vocabulary.value(of: text) {
            return word
        }
        let isEmpty = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        refuse(isEmpty ? .required : unknown, column, raw)
        return nil
    }

    mutating func average(_ raw: String) -> Int? {
        if raw.isEmpty { return nil }
        guard raw.utf8.count <= 64 else {
            refuse(.averageFormat, column, raw)
            return nil
        }
        let typed = Letters.stored(raw)
        if typed.isEmpty || typed == "-" { return nil }
        // 1.725E1 is exactly 17.25.
        if let exact = SpreadsheetCell.Decimal(typed), exact.isScientific, let plain = exact.plain {
            return average(plain)
        }
        guard let plain = plain(typed, .persianText) else { return nil }
        if plain.isEmpty { return nil }
        // 12/36 became December 1936.
        if SpreadsheetCell.isDateOfSpreadsheet(Digits.folded(plain)) {
            refuse(.spreadsheet, column, raw)
            return nil
        }
        do {
            return try Average.read(plain)
        } catch {
            let code: RowCode =
                switch error {
                case .format: .averageFormat
                case .outOfRange: .averageOutOfRange
                }
            refuse(code, column, raw)
            return nil
        }
    }
}
