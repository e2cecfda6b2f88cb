import Persian
import Store
import VerifyCore

/// What a person's case claims about a document: it never overwrites a differing row by itself.
extension DataBank {
    /// The result of filing a claim.
    enum ClaimFiling: Equatable {
        /// The row, and the document that it has now.
        case filed(Int64, Graduate)
        /// The row has other data and its degree was issued.
        case issuedWithOtherData
        /// The number belongs to the document of another graduate.
        case taken
        /// The reviewer has not chosen in these columns; none where the row is not the one that the reviewer saw.
        case undecided([GraduateColumn])
        /// The chosen values do not fit together.
        case contradictory([RowRemark])
    }

    /// Files the document of a case inside the caller's transaction, with the reviewer's choices.
    ///
    /// A row that knows the graduate by a birth certificate may get the number of the applicant, who was matched.
    static func file(
        claim: Graduate,
        choosing choices: ClaimChoices,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ClaimFiling {
        guard let known = try row(like: claim, in: connection) else {
            guard choices.row == nil else { return .undecided([]) }
            guard case .added(let row) = try file(claim, at: now, in: connection) else {
                throw StoreError.conflict
            }
            return .filed(row, claim)
        }
        let isIssued = try hasDegree(known.id, in: connection)
        let mayChangeHolder = known.graduate.idKind == .birthCertificate && !isIssued
        guard known.graduate.hasHolder(of: claim) || mayChangeHolder else { return .taken }
        let document: Graduate
        switch choices.resolve(claim, over: known.graduate, on: now.tehranDate) {
        case .document(let resolved): document = resolved
        case .undecided(let columns): return isIssued ? .issuedWithOtherData : .undecided(columns)
        case .contradictory(let remarks): return .contradictory(remarks)
        }
        if document == known.graduate { return .filed(known.id, document) }
        guard try !isIssued && updateUnissued(known.id, to: document, at: now, in: connection)
        else { return .issuedWithOtherData }
        return .filed(known.id, document)
    }

    private static func hasDegree(_ row: Int64, in connection: Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM degree WHERE graduate = \(row)") { _ in true } ?? false
    }
}
