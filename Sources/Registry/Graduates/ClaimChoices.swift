import Persian
import Store
package import VerifyCore

/// What the reviewer of a case decided where the applicant's claim differs from the data bank; the move carries it.
package struct ClaimChoices: Sendable, Equatable {
    /// Which of two values the document gets.
    package enum Source: String, Sendable, CaseIterable {
        /// The value that the applicant claims.
        case claim
        /// The value of the data bank.
        case dataBank = "data_bank"
    }

    /// The fingerprint of the row that the reviewer saw (`ClaimComparison.row`); nil where the data bank had none.
    package let row: Digest?
    /// A choice for each column that differs; the columns of the holder's number have one, at `idNumber`.
    package let values: [GraduateColumn: Source]

    /// Creates the choices of a reviewer who saw a row.
    package init(row: Digest?, values: [GraduateColumn: Source]) {
        self.row = row
        self.values = values
    }

    /// The choices where the data bank had no row.
    package static let none = ClaimChoices(row: nil, values: [:])
}

extension GraduateColumn {
    /// The columns among which a claim and the data bank can differ.
    static let choosable = allCases.filter { $0.choice == $0 }

    /// The column at which the value is chosen: the parts of the holder's number are chosen together.
    var choice: GraduateColumn {
        switch self {
        case .nationalID, .idKind, .idNumber, .idCountry, .idPlace: .idNumber
        default: self
        }
    }
}

/// A claim next to the row of the data bank that has the same document.
package struct ClaimComparison: Sendable, Equatable {
    /// A column with both values; empty where one has none.
    package struct Difference: Sendable, Equatable {
        /// The column; for the holder's number `idNumber`.
        package let column: GraduateColumn
        /// The value that the applicant claims.
        package let claim: String
        /// The value of the data bank.
        package let dataBank: String
    }

    /// The fingerprint of the row; nil where the data bank has no such document.
    package let row: Digest?
    /// Each column that one of both has, in the order of the columns; those of the claim alone where there is no row.
    package let values: [Difference]

    /// What differs, in the order of the columns; empty where nothing does, or where there is no row.
    package var differences: [Difference] {
        row == nil ? [] : values.filter { $0.claim != $0.dataBank }
    }

    init(_ claim: Graduate, _ banked: Graduate?) {
        row = banked.flatMap { Digest($0.fingerprint) }
        values = GraduateColumn.choosable.compactMap { column in
            let texts = (claim.shown(column), banked?.shown(column) ?? "")
            if texts.0.isEmpty, texts.1.isEmpty { return nil }
            return Difference(column: column, claim: texts.0, dataBank: texts.1)
        }
    }
}

extension Graduate {
    /// The value at which a column is chosen, as a person reads it.
    fileprivate func shown(_ column: GraduateColumn) -> String {
        guard column == .idNumber else { return text(of: column) }
        return [idKind.rawValue, idCountry, idNumber, idPlace].filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

extension ClaimChoices {
    /// The document that a claim and a row make.
    enum Resolution: Equatable {
        case document(Graduate)
        /// Columns without a choice; none where the row is not the one that the reviewer saw.
        case undecided([GraduateColumn])
        /// The chosen values do not fit together.
        case contradictory([RowRemark])
    }

    /// Takes each value from the claim or from the data bank, and reads the result as one record.
    func resolve(_ claim: Graduate, over banked: Graduate, on today: CivilDate) -> Resolution {
        let comparison = ClaimComparison(claim, banked)
        if comparison.differences.isEmpty { return .document(claim) }
        let undecided = comparison.differences.map(\.column).filter { values[$0] == nil }
        guard undecided.isEmpty else { return .undecided(undecided) }
        guard row == comparison.row else { return .undecided([]) }
        let reader = GraduateReader(
            institutions: [claim.institutionCode],
            own: nil,
            today: today,
            takesBirthCertificates: true
        )
        let reading = reader.read { column in
            (values[column.choice] == .dataBank ? banked : claim).text(of: column)
        }
        return switch reading {
        case .graduate(let graduate, _): .document(graduate)
        case .refused(let remarks): .contradictory(remarks)
        }
    }
}

extension Registry {
    /// Compares a claim with the data bank, for the reviewer who chooses between their values.
    package func compare(_ claim: Graduate) async throws -> ClaimComparison {
        let banked = try await database.read { connection in
            try DataBank.row(like: claim, in: connection)?.graduate
        }
        return ClaimComparison(claim, banked)
    }
}
