package import Persian
import VerifyCore

/// Reads a record of an upload into a graduate, or reports what is wrong with each field.
package struct GraduateReader: Sendable {
    /// The result of reading a record.
    package enum Reading: Sendable {
        /// An accepted record, with what a person should check, in the order of the columns.
        case graduate(Graduate, warnings: [RowRemark])
        /// What is wrong, in the order of the columns; never empty.
        case refused([RowRemark])
    }

    /// Plausible ages at graduation, in full years.
    package static let ages = 15...100

    private let institutions: Set<String>
    private let own: String?
    private let today: CivilDate
    private let takesBirthCertificates: Bool

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - institutions: The codes of the known institutions.
    ///   - own: The institution that acts, whose rows alone may be written; nil when the organisation acts.
    ///   - today: The day in Tehran, which no date may follow.
    ///   - takesBirthCertificates: Whether a graduate without any other number is read. Such a record goes into
    ///     the data bank, and no degree is issued from it.
    package init(
        institutions: Set<String>,
        own: String?,
        today: CivilDate,
        takesBirthCertificates: Bool = false
    ) {
        self.institutions = institutions
        self.own = own
        self.today = today
        self.takesBirthCertificates = takesBirthCertificates
    }

    /// Reads a record; `cell` returns the text of a column, and nil is the same as an empty text.
    package func read(_ cell: (GraduateColumn) -> String?) -> Reading {
        var draft = RecordDraft(institutions: institutions, own: own, today: today)
        for (column, definition) in zip(GraduateColumn.allCases, GraduateColumn.definitions) {
            draft.column = column
            definition.read(cell(column) ?? "", &draft)
        }
        draft.readHolder(cell)
        if draft.graduate.idKind == .birthCertificate, !takesBirthCertificates {
            draft.refuse(.notIssuable, .idKind, cell(.idKind) ?? "")
        }
        compareDates(cell, &draft)
        let faults = draft.faultsInOrder
        if !faults.isEmpty { return .refused(faults) }
        return .graduate(draft.graduate, warnings: draft.warningsInOrder)
    }
}

extension GraduateReader {
    /// Reads the columns of a single record.
    ///
    /// `former` is the document that is being corrected: its columns apply where `columns` has none.
    package func read(
        _ columns: [GraduateColumn: String],
        over former: Graduate? = nil
    ) -> Reading {
        read { columns[$0] ?? former?.text(of: $0) }
    }

    /// Compares the dates that have an order: birth, entrance, graduation.
    ///
    /// Each was compared with today before.
    private func compareDates(_ cell: (GraduateColumn) -> String?, _ draft: inout RecordDraft) {
        let graduate = draft.graduate
        let hasBirth = !draft.isRefused(.birthDate)
        if let entrance = graduate.entranceDate {
            if hasBirth, entrance <= graduate.birthDate {
                draft.refuse(.entranceBeforeBirth, .entranceDate, cell(.entranceDate) ?? "")
            }
            if !draft.isRefused(.graduationDate), graduate.graduationDate < entrance {
                let value = cell(.graduationDate) ?? ""
                draft.refuse(.graduationBeforeEntrance, .graduationDate, value)
            }
        }
        if hasBirth, !draft.isRefusedBeforeComparison(.graduationDate) {
            let birth = JalaliDate(graduate.birthDate)
            let age = Self.age(of: birth, on: JalaliDate(graduate.graduationDate))
            if !Self.ages.contains(age) {
                draft.refuse(.ageOutOfRange, .birthDate, cell(.birthDate) ?? "")
            }
        }
    }

    /// In full years of the Persian calendar, in which birthdays are counted.
    private static func age(of birth: JalaliDate, on day: JalaliDate) -> Int {
        let birthdayIsPast = (day.month, day.day) >= (birth.month, birth.day)
        return day.year - birth.year - (birthdayIsPast ? 0 : 1)
    }
}

extension RecordDraft {
    /// Whether a date could not be read; a date that only contradicts another one can still be compared.
    fileprivate func isRefusedBeforeComparison(_ column: GraduateColumn) -> Bool {
        faults.contains { $0.column == column && $0.code != .graduationBeforeEntrance }
    }
}
