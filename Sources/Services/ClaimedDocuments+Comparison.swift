import Casework
import Persian
import Registry
import VerifyCore

/// The comparison of a claim with the data bank, in words.
extension ClaimedDocuments {
    /// Compares what a case claims with the data bank, for a page; nil for a claim that is no record of a degree.
    ///
    /// - Throws: `StoreError`.
    func shownComparison(
        of snapshot: CaseSnapshot,
        at now: Timestamp
    ) async throws -> CaseComparison? {
        try await comparison(of: snapshot, at: now).map { comparison in
            CaseComparison(comparison, with: Wording(fa: "بانک اطلاعات", en: "Data bank"))
        }
    }
}

extension CorrectedDegrees {
    /// Compares what a case reports with the degree, for a page; nil where there is no such degree.
    ///
    /// - Throws: `StoreError`.
    func shownComparison(
        of snapshot: CaseSnapshot,
        at now: Timestamp
    ) async throws -> CaseComparison? {
        try await comparison(of: snapshot, at: now).map { comparison in
            CaseComparison(comparison, with: Wording(fa: "مدرک کنونی", en: "Present degree"))
        }
    }
}

extension CaseComparison {
    /// A comparison in words.
    fileprivate init(_ comparison: ClaimComparison, with register: Wording) {
        let hasRow = comparison.row != nil
        self.init(
            with: register,
            seen: comparison.row.map { Hex.encode($0.bytes) },
            sources: (
                claim: ClaimChoices.Source.claim.rawValue,
                register: ClaimChoices.Source.dataBank.rawValue
            ),
            rows: comparison.values.map { value in
                CaseComparison.Row(
                    value.column.rawValue,
                    value.column.title,
                    claim: Self.shown(value.claim, of: value.column),
                    register: Self.shown(value.dataBank, of: value.column),
                    differs: hasRow && value.claim != value.dataBank
                )
            }
        )
    }

    /// A value in the words of the form: the title of a choice, a day by its month; nil for an empty one.
    private static func shown(_ text: String, of column: GraduateColumn) -> Wording? {
        if text.isEmpty { return nil }
        let plain = Wording(fa: text, en: text)
        switch AcademicConfirmation.form[ClaimedDocuments.field(of: column)]?.type {
        case .choice(let choices): return choices.first { $0.value == text }?.title ?? plain
        case .date: return day(text) ?? plain
        default: break
        }
        switch column {
        case .birthDate: return day(text) ?? plain
        case .idNumber:
            // The kind of number is before it; a national ID needs none.
            let number = String(text.trimmingPrefix("\(IDKind.national.rawValue) "))
            return Wording(fa: number, en: number)
        default: return plain
        }
    }

    /// A day of either calendar by the name of its month; nil for another text.
    private static func day(_ text: String) -> Wording? {
        let day = (try? CivilDate(parsing: text)) ?? (try? JalaliDate(parsing: text))?.civil
        return day.map(PersianTime.date)
    }
}
