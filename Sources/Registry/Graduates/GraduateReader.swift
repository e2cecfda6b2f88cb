package import Persian
import Tabular
import VerifyCore

/// Reads a record of an upload into a graduate, or says what is wrong with each field.
package struct GraduateReader: Sendable {
    /// What was read.
    package enum Reading: Sendable {
        /// A right record; the warning asks somebody to look at it.
        case graduate(Graduate, warning: RowRemark?)
        /// What is wrong, in the order of the columns; never empty.
        case refused([RowRemark])
    }

    /// Ages at graduation that are believed, in years.
    package static let ages = 15...100

    private let institutions: Set<String>
    private let own: String?
    private let today: CivilDate

    /// A reader that knows the codes of institutions, whose rows may be written, and the day.
    ///
    /// `own` is the code of the institution that acts; nil when the organisation does, for all.
    package init(institutions: Set<String>, own: String?, today: CivilDate) {
        self.institutions = institutions
        self.own = own
        self.today = today
    }

    /// Reads the fields that `cell` knows; nil is the same as an empty text.
    package func read(_ cell: (GraduateColumn) -> String?) -> Reading {
        var draft = Draft()
        let id = nationalID(cell(.nationalID), &draft)
        let firstNameFa = text(.firstNameFa, cell, &draft)
        let lastNameFa = text(.lastNameFa, cell, &draft)
        let firstNameEn = text(.firstNameEn, cell, &draft)
        let lastNameEn = text(.lastNameEn, cell, &draft)
        let fatherNameFa = text(.fatherNameFa, cell, &draft)
        let birthDate = date(.birthDate, cell, &draft)
        let institution = institution(cell, &draft)
        let kind = word(
            .documentKind,
            cell,
            GraduateWords.documentKind,
            .documentKindUnknown,
            &draft
        )
        let level = word(.level, cell, GraduateWords.level, .levelUnknown, &draft)
        let fieldCode = text(.fieldCode, cell, &draft)
        let fieldFa = text(.fieldFa, cell, &draft)
        let fieldEn = text(.fieldEn, cell, &draft)
        let mode = word(.mode, cell, GraduateWords.mode, .modeUnknown, &draft)
        let entranceDate = date(.entranceDate, cell, &draft)
        let graduationDate = date(.graduationDate, cell, &draft)
        let diplomaNumber = text(.diplomaNumber, cell, &draft)
        let average = average(cell(.average), &draft)
        compare(birthDate, entranceDate, graduationDate, cell, &draft)
        guard draft.faults.isEmpty, let id, let birthDate, let kind, let level, let mode,
            let graduationDate
        else { return .refused(draft.faultsInOrder) }
        let graduate = Graduate(
            nationalID: id.digits,
            firstNameFa: firstNameFa,
            lastNameFa: lastNameFa,
            firstNameEn: firstNameEn,
            lastNameEn: lastNameEn,
            fatherNameFa: fatherNameFa,
            birthDate: birthDate,
            institutionCode: institution,
            documentKind: kind,
            level: level,
            fieldCode: Digits.folded(fieldCode),
            fieldFa: fieldFa,
            fieldEn: fieldEn,
            mode: mode,
            entranceDate: entranceDate,
            graduationDate: graduationDate,
            diplomaNumber: Digits.folded(diplomaNumber),
            average: average
        )
        return .graduate(graduate, warning: draft.warning)
    }
}

extension GraduateReader {
    /// What was found so far.
    private struct Draft {
        var faults: [RowRemark] = []
        var warning: RowRemark?

        mutating func refuse(_ code: RowCode, _ column: GraduateColumn, _ value: String = "") {
            faults.append(RowRemark(code, column, value: value))
        }

        /// By column; what compares two columns was found last.
        var faultsInOrder: [RowRemark] {
            let order = GraduateColumn.allCases
            return faults.enumerated().sorted { a, b in
                let columns = [a, b].map { $0.element.column.flatMap(order.firstIndex) ?? 0 }
                return (columns[0], a.offset) < (columns[1], b.offset)
            }.map(\.element)
        }
    }

    /// A text in its stored form, with nothing in it that the column may not hold.
    private func text(
        _ column: GraduateColumn,
        _ cell: (GraduateColumn) -> String?,
        _ draft: inout Draft
    ) -> String {
        let raw = cell(column) ?? ""
        // Bytes first: composing a megabyte to refuse it is work for nothing.
        if raw.utf8.count > column.limit * 8 {
            draft.refuse(.tooLong, column, raw)
            return ""
        }
        let text = Letters.stored(raw)
        // A dash in a cell says that there is nothing.
        if text.isEmpty || text == "-" {
            if column.isRequired { draft.refuse(.required, column, raw) }
            return ""
        }
        if text.utf8.count > column.limit, text.unicodeScalars.count > column.limit {
            draft.refuse(.tooLong, column, raw)
        } else if let code = Self.forbidden(in: text) {
            draft.refuse(code, column, raw)
        }
        return text
    }

    private static func forbidden(in text: String) -> RowCode? {
        if CSVWriter.isFormula(text) { return .formula }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E, 0x606...0x6DC, 0x6DE...0x6FF, 0x200C, 0x200D: continue
            case 0xFFFD: return .encoding
            default: if isInvisible(scalar) { return .controlCharacter }
            }
        }
        return nil
    }

    /// Whether nothing is drawn for it, or everybody draws something else.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private func nationalID(_ cell: String?, _ draft: inout Draft) -> NationalID? {
        let raw = cell ?? ""
        do {
            let id = try NationalID(parsing: raw)
            if id.lostLeadingZeros {
                draft.warning = RowRemark(.nationalIDLeadingZero, .nationalID, value: raw)
            }
            return id
        } catch {
            let code: RowCode =
                switch error {
                case .empty: .required
                case .length: .nationalIDLength
                case .character: .nationalIDFormat
                case .repeatedDigit: .nationalIDRepeatedDigit
                case .checkDigit: .nationalIDCheckDigit
                }
            draft.refuse(code, .nationalID, raw)
            return nil
        }
    }

    private func date(
        _ column: GraduateColumn,
        _ cell: (GraduateColumn) -> String?,
        _ draft: inout Draft
    ) -> CivilDate? {
        let raw = cell(column) ?? ""
        do {
            let date = try TypedDate.parse(raw)
            if date > today { draft.refuse(.dateInFuture, column, raw) }
            return date
        } catch {
            if error != .empty || column.isRequired {
                draft.faults.append(RowRemark(error, column, value: raw))
            }
            return nil
        }
    }

    private func institution(
        _ cell: (GraduateColumn) -> String?,
        _ draft: inout Draft
    ) -> String {
        let before = draft.faults.count
        let code = Digits.folded(text(.institutionCode, cell, &draft))
        if draft.faults.count > before { return code }
        if !institutions.contains(code) {
            draft.refuse(.institutionUnknown, .institutionCode, code)
        } else if let own, own != code {
            draft.refuse(.institutionNotYours, .institutionCode, code)
        }
        return code
    }

    private func word<Value>(
        _ column: GraduateColumn,
        _ cell: (GraduateColumn) -> String?,
        _ vocabulary: (String) -> Value?,
        _ unknown: RowCode,
        _ draft: inout Draft
    ) -> Value? {
        let raw = cell(column) ?? ""
        if raw.utf8.count <= column.limit * 4, let value = vocabulary(raw) { return value }
        let isEmpty = raw.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        draft.refuse(isEmpty ? .required : unknown, column, raw)
        return nil
    }

    private func average(_ cell: String?, _ draft: inout Draft) -> Int? {
        guard let raw = cell, !raw.isEmpty, raw.utf8.count <= 64 else {
            if let cell, !cell.isEmpty { draft.refuse(.averageFormat, .average, cell) }
            return nil
        }
        let text = Letters.stored(raw)
        if text.isEmpty || text == "-" { return nil }
        do {
            return try Average.read(text)
        } catch {
            let code: RowCode =
                switch error {
                case .format: .averageFormat
                case .outOfRange: .averageOutOfRange
                }
            draft.refuse(code, .average, raw)
            return nil
        }
    }

    private func compare(
        _ birth: CivilDate?,
        _ entrance: CivilDate?,
        _ graduation: CivilDate?,
        _ cell: (GraduateColumn) -> String?,
        _ draft: inout Draft
    ) {
        guard let graduation else { return }
        if let entrance, graduation < entrance {
            draft.refuse(.graduationBeforeEntrance, .graduationDate, cell(.graduationDate) ?? "")
        }
        guard let birth else { return }
        if !Self.ages.contains(Self.age(of: JalaliDate(birth), on: JalaliDate(graduation))) {
            draft.refuse(.ageOutOfRange, .birthDate, cell(.birthDate) ?? "")
        }
    }

    /// In full years of the calendar in which birthdays are kept.
    private static func age(of birth: JalaliDate, on day: JalaliDate) -> Int {
        let birthdayIsPast = (day.month, day.day) >= (birth.month, birth.day)
        return day.year - birth.year - (birthdayIsPast ? 0 : 1)
    }
}
