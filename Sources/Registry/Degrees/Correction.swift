package import Persian
package import Store
package import VerifyCore

extension Registry {
    /// Corrects a degree: a new version of its record gets a new code; the old code answers SUPERSEDED
    /// permanently.
    ///
    /// The row of the data bank follows. Data equal to the old ones change nothing and return the current
    /// degree. A correction makes a code, so an institution may correct only inside its access window.
    ///
    /// `alongside`: Runs in the same transaction.
    ///
    /// - Throws: `RegistryError`: what is refused (`IssueRefusal`); `MissingKey`.
    package func correct(
        _ id: String,
        to graduate: Graduate,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        try await database.write { connection in
            try correct(
                id,
                to: graduate,
                by: actor,
                at: now,
                alongside: alongside,
                in: connection
            ).get()
        }
    }

    /// Corrects a degree inside the caller's transaction; a refusal is a result, after which the caller discards it.
    ///
    /// The files and the decision are those of the new version, and not of the one that it corrects.
    ///
    /// `files`, `decision` and `minted` are as for `issue`; `alongside` runs before the changed status is read again.
    ///
    /// - Throws: What could not be answered, such as `StoreError`; never a refusal.
    package func correct(
        _ id: String,
        to graduate: Graduate,
        files: [Digest] = [],
        decision: CaseDecision? = nil,
        by actor: Actor,
        minted: MintedDegree? = nil,
        at now: Timestamp,
        alongside: TransactionHook<IssuedDegree> = { _, _ in },
        in connection: Connection
    ) throws -> Issuing {
        try IssueRefusal.catching {
            let uuid = try Self.uuid(id)
            try actor.requireAccess(to: graduate.institutionCode)
            let old = try sealedRow(where: "uuid = \(uuid.bytes)", for: actor, in: connection)
            guard old.status == .active else { throw RegistryError.statusForbids(old.status) }
            if Graduate(old.record) == graduate {
                let degree = IssuedDegree(old, host: host)
                try alongside(degree, connection)
                return degree
            }
            let degree = try supersede(
                old,
                by: graduate,
                RecordReview(files: files, by: decision),
                by: actor,
                minted,
                at: now,
                in: connection
            )
            try alongside(degree, connection)
            try requireKept(.superseded(since: now), of: old, in: connection)
            // From the commit on, this daemon must not answer from a copy without the change.
            replica?.readAtPrimary(old.code.address, at: now)
            return degree
        }
    }

    private func supersede(
        _ old: SealedRow,
        by graduate: Graduate,
        _ review: RecordReview,
        by actor: Actor,
        _ minted: MintedDegree?,
        at now: Timestamp,
        in connection: Connection
    ) throws -> IssuedDegree {
        let uuid = old.record.uuid
        let institution = try issuingInstitution(
            graduate.institutionCode,
            by: actor,
            at: now,
            in: connection
        )
        try graduate.requireIssuable(byCase: review.decision != nil)
        let fresh = try minting(
            graduate,
            of: institution,
            review,
            superseding: uuid,
            minted,
            at: now,
            in: connection
        )
        try set(.superseded(since: now), of: old, in: connection)
        try Self.event(.superseded, note: "", by: actor, at: now).insert(of: old, in: connection)
        try replace(old.graduate, with: graduate, at: now, in: connection)
        try requireNoCurrentDegree(of: graduate, correcting: old, in: connection)
        let degree = try insertAtFreeLocator(fresh, row: old.graduate, by: actor, in: connection)
        try relinkFormerCodes(
            from: uuid,
            to: fresh.record.uuid,
            by: actor,
            at: now,
            in: connection
        )
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
