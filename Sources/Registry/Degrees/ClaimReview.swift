package import Persian
package import Store
import VerifyCore

/// What a case looks up about the document that an applicant claims; nothing is written.
extension Registry {
    /// Returns why the document of a case would not be issued with the reviewer's choices; nil where nothing stands against it.
    ///
    /// - Throws: What could not be answered, such as `StoreError`.
    package func refusal(
        ofClaim claim: Graduate,
        choosing choices: ClaimChoices,
        on today: CivilDate,
        in connection: Connection
    ) throws -> IssueRefusal? {
        guard let known = try DataBank.row(like: claim, in: connection) else {
            return choices.row == nil ? nil : .differsFromDataBank([])
        }
        let mayGetNumber = known.graduate.idKind == .birthCertificate
        guard known.graduate.hasHolder(of: claim) || mayGetNumber else { return .numberTaken }
        return switch choices.resolve(claim, over: known.graduate, on: today) {
        case .document: nil
        case .undecided(let columns): .differsFromDataBank(columns)
        case .contradictory(let remarks): .contradictory(remarks)
        }
    }

    /// Returns whether the document that an applicant claims has a degree in force in the applicant's own name.
    ///
    /// A document of another person answers as one without a degree, so that the applicant does not learn whose number is taken.
    ///
    /// - Throws: `StoreError`; `RegistryError.integrityFailure` for its row.
    package func hasDegree(ofClaim claim: Graduate, in connection: Connection) throws -> Bool {
        guard let known = try DataBank.row(like: claim, in: connection),
            known.graduate.hasHolder(of: claim)
        else { return false }
        let degree = try previewCurrentDegree(
            of: known.graduate,
            row: known.id,
            in: connection
        )
        return degree?.status == .active
    }
}
