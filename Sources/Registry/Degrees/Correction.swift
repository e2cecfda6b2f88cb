package import Persian
import Store
import VerifyCore

extension Registry {
    /// Corrects a degree: a new version of its record gets a new code; the old code answers SUPERSEDED
    /// permanently.
    ///
    /// The row of the data bank follows. Data equal to the old ones change nothing and return the current
    /// degree. A correction makes a code, so an institution may correct only inside its access window.
    ///
    /// `alongside`: Runs in the same transaction.
    ///
    /// - Throws: `RegistryError`: `.noSuchDegree`, `.notYourInstitution`, `.windowClosed`, `.numberTaken`,
    ///   `.statusForbids` unless the degree is active.
    package func correct(
        _ id: String,
        to graduate: Graduate,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        let uuid = try Self.uuid(id)
        let event = try Self.event(.superseded, note: "", by: actor, at: now)
        let code = graduate.institutionCode
        try actor.requireAccess(to: code)
        let (degree, old) = try await database.write { connection in
            let old = try sealedRow(where: "uuid = \(uuid.bytes)", for: actor, in: connection)
            guard old.status == .active else { throw RegistryError.statusForbids(old.status) }
            let degree: IssuedDegree
            var superseded: DegreeStatus?
            if Graduate(old.record) == graduate {
                degree = IssuedDegree(old, host: host)
            } else {
                guard let institution = try sealedInstitution(code, in: connection) else {
                    throw RegistryError.institutionUnknown(code: code)
                }
                try institution.requireIssuing(by: actor, at: now)
                let minted = try mint(graduate, of: institution, superseding: uuid, at: now)
                superseded = .superseded(since: now)
                try set(.superseded(since: now), of: old, in: connection)
                try event.insert(of: old, in: connection)
                try replace(old.graduate, with: graduate, at: now, in: connection)
                try requireNoCurrentDegree(of: graduate, correcting: old, in: connection)
                degree = try insertAtFreeLocator(
                    minted,
                    row: old.graduate,
                    by: actor,
                    in: connection
                )
                try relinkFormerCodes(
                    from: uuid,
                    to: minted.record.uuid,
                    by: actor,
                    at: now,
                    in: connection
                )
            }
            try alongside(degree, connection)
            if let superseded { try requireKept(superseded, of: old, in: connection) }
            return (degree, old.code.address)
        }
        replica?.readAtPrimary(old, at: now)
        return degree
    }

    private func replace(
        _ row: Int64,
        with graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        do {
            guard try DataBank.replace(row, with: graduate, at: now, in: connection) else {
                throw RegistryError.integrityFailure
            }
        } catch StoreError.constraint(.unique, _) {
            throw RegistryError.numberTaken
        }
    }
}
