package import Persian
package import Store
package import VerifyCore

/// What a case looks up about a degree whose data its holder reports as wrong; nothing is written.
extension Registry {
    /// Returns the degree of a code, which one of these holders has; nil for any other code.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`; `StoreError`.
    package func degree(
        withCode code: AuthenticityCode,
        heldBy numbers: Set<HolderIdentity>
    ) async throws -> HeldDegree? {
        try await database.read { try degree(withCode: code, heldBy: numbers, in: $0) }
    }

    /// Returns the degree of a code in a transaction, as the other one.
    package func degree(
        withCode code: AuthenticityCode,
        heldBy numbers: Set<HolderIdentity>,
        in connection: Connection
    ) throws -> HeldDegree? {
        let found = try connection.first(
            "SELECT uuid FROM degree WHERE id = \(code.address)"
        ) { try $0.blob(0) }
        guard let id = found.flatMap({ RecordID($0) }),
            let row = try heldRow(id.description, by: numbers, in: connection),
            row.code == code
        else { return nil }
        return HeldDegree(degree: IssuedDegree(row, host: host), record: row.record)
    }
}

extension HeldDegree {
    /// Compares the corrected data with the record, for the reviewer who chooses between their values.
    package func comparison(with corrected: Graduate) -> ClaimComparison {
        ClaimComparison(corrected, Graduate(record))
    }

    /// Returns the corrected document that the reviewer's choices make.
    package func correction(
        _ corrected: Graduate,
        choosing choices: ClaimChoices,
        on today: CivilDate
    ) -> CorrectionReview {
        let former = Graduate(record)
        switch choices.resolve(corrected, over: former, on: today) {
        case .document(let document): return document == former ? .unchanged : .document(document)
        case .undecided(let columns): return .refused(.differsFromDataBank(columns))
        case .contradictory(let remarks): return .refused(.contradictory(remarks))
        }
    }
}

/// The result of comparing corrected data with a degree.
package enum CorrectionReview: Sendable, Equatable {
    /// The document that replaces the former one.
    case document(Graduate)
    /// The chosen values are those of the degree: there is nothing to correct.
    case unchanged
    /// It cannot be corrected so.
    case refused(IssueRefusal)
}
