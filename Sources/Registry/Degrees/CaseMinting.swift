package import Persian
import Store
package import VerifyCore

extension Registry {
    /// Makes code and token of a document that a case decided, for `issue` or `correct` in a transaction that follows.
    ///
    /// Returns nil where that transaction will refuse it, or where something changes until then: the transaction mints
    /// by itself what does not fit.
    ///
    /// `id` is the degree to be corrected; nil for a document without one.
    ///
    /// - Throws: `StoreError`; `RegistryError.integrityFailure` for the institution's row.
    package func mint(
        _ graduate: Graduate,
        files: [Digest],
        decision: CaseDecision?,
        choosing choices: ClaimChoices = .none,
        correcting id: String? = nil,
        at now: Timestamp
    ) async throws -> MintedDegree? {
        guard let institution = try await institution(graduate.institutionCode) else { return nil }
        var document = graduate
        if id == nil {
            let banked = try await database.read { connection in
                try DataBank.row(like: graduate, in: connection)?.graduate
            }
            if let banked {
                guard
                    case .document(let resolved) = choices.resolve(
                        graduate,
                        over: banked,
                        on: now.tehranDate
                    )
                else { return nil }
                document = resolved
            }
        }
        return try? mint(
            document,
            of: institution,
            reviewed: RecordReview(files: files, by: decision),
            superseding: id.flatMap { RecordID(parsing: $0) },
            at: now
        )
    }
}
