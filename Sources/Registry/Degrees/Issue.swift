package import Persian
package import Store
package import VerifyCore

extension Registry {
    /// Issues a degree: stores the document in the data bank and makes its code and token, in one
    /// transaction.
    ///
    /// Issuing the same document again returns the first degree. An institution issues only its own
    /// documents, and only inside its access window.
    ///
    /// `alongside`: Runs in the same transaction.
    ///
    /// - Throws: `RegistryError`: what is refused (`IssueRefusal`); `MissingKey`.
    package func issue(
        _ graduate: Graduate,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        let institution = try await institution(
            graduate.institutionCode,
            lettingIssue: actor,
            at: now
        )
        // Signed here, not on the writer's thread, whose time all requests share.
        let minted = try mint(graduate, of: institution, at: now)
        return try await database.write { connection in
            let degree = try issue(graduate, by: actor, minted: minted, at: now, in: connection)
                .get()
            try alongside(degree, connection)
            return degree
        }
    }

    /// Issues a degree inside the caller's transaction; a refusal is a result, after which the caller discards it.
    ///
    /// With a decision it is the document of a case: the data bank changes only where the reviewer chose so, and the
    /// decision makes this degree or none. The Organisation (`.saorg`) issues by a decision also after the institution's
    /// access window has ended; the decision leads to the events of the persons who acted.
    ///
    /// `files` are the SHA-256 of the accepted files. `decision` is the event of the case, whose number is known before the
    /// transaction; nil without a case. `choices` are those of the reviewer, between the claim and the data bank. `minted` is
    /// what `mint` made of the same arguments beforehand; without it the keys are used here.
    ///
    /// - Throws: What could not be answered, such as `StoreError`; never a refusal.
    package func issue(
        _ graduate: Graduate,
        files: [Digest] = [],
        decision: CaseDecision? = nil,
        choosing choices: ClaimChoices = .none,
        by actor: Actor,
        minted: MintedDegree? = nil,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Issuing {
        try IssueRefusal.catching {
            let institution = try issuingInstitution(
                graduate.institutionCode,
                by: actor,
                at: now,
                in: connection
            )
            try graduate.requireIssuable(byCase: decision != nil)
            let (row, document) =
                try decision == nil
                ? (file(graduate, at: now, in: connection), graduate)
                : file(claim: graduate, choosing: choices, at: now, in: connection)
            return try issue(
                row: row,
                of: document,
                at: institution,
                reviewed: RecordReview(files: files, by: decision),
                minted: minted,
                by: actor,
                at: now,
                in: connection
            )
        }
    }

    private func file(
        _ graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64 {
        switch try DataBank.file(graduate, at: now, in: connection) {
        case .added(let row), .updated(let row), .unchanged(let row): return row
        case .alreadyIssued, .contradicted: throw RegistryError.alreadyIssued
        case .taken: throw RegistryError.numberTaken
        }
    }

    private func file(
        claim: Graduate,
        choosing choices: ClaimChoices,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (Int64, Graduate) {
        switch try DataBank.file(claim: claim, choosing: choices, at: now, in: connection) {
        case .filed(let row, let document): return (row, document)
        case .issuedWithOtherData: throw RegistryError.alreadyIssued
        case .taken: throw RegistryError.numberTaken
        case .undecided(let columns): throw RegistryError.notIssued(.differsFromDataBank(columns))
        case .contradictory(let remarks): throw RegistryError.notIssued(.contradictory(remarks))
        }
    }

    /// Issues a degree from a row of the data bank, inside the caller's transaction.
    ///
    /// A row from which a degree was issued before returns that degree, whatever its status: uploading a
    /// revoked document again does not bring it back. The caller has called `institution.requireIssuing`.
    ///
    /// `minted`: What `mint` made of the same graduate beforehand; without it the keys are used here.
    ///
    /// - Throws: `RegistryError`, as `IssueRefusal` has it.
    func issue(
        row: Int64,
        of graduate: Graduate,
        at institution: Institution,
        reviewed: RecordReview = .none,
        minted: MintedDegree? = nil,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> IssuedDegree {
        let current = try currentDegree(
            of: graduate,
            row: row,
            by: actor,
            at: now,
            in: connection
        )
        if let first = current.standing {
            return try standing(first, for: graduate, decision: reviewed.decision)
        }
        var review = reviewed
        // The same document under another key: what was reviewed is the same.
        if case .displaced(let former) = current, review.decision == nil {
            review = RecordReview(former)
        }
        // Only now: returning an earlier degree needs no keys.
        let fresh = try minting(
            graduate,
            of: institution,
            review,
            minted,
            at: now,
            in: connection
        )
        let degree = try insertAtFreeLocator(fresh, row: row, by: actor, in: connection)
        if case .displaced(let former) = current {
            try relinkFormerCodes(
                from: former.uuid,
                to: fresh.record.uuid,
                by: actor,
                at: now,
                in: connection
            )
        }
        return degree
    }

    /// Returns the degree that a document has.
    ///
    /// - Throws: `RegistryError.notIssued` where another decision, or none, made it.
    private func standing(
        _ first: SealedRow,
        for graduate: Graduate,
        decision: String?
    ) throws -> IssuedDegree {
        // A row of the data bank has no seal; only the degree's own record proves whose it is.
        guard Graduate(first.record) == graduate else {
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        guard decision == nil || decision == first.record.decision else {
            throw RegistryError.notIssued(.alreadyIssued)
        }
        return IssuedDegree(first, host: host)
    }

    /// Returns the degree that was minted beforehand, or another one where that does not fit.
    ///
    /// - Throws: `RegistryError.notIssued` where the decision made the degree of another document.
    func minting(
        _ graduate: Graduate,
        of institution: Institution,
        _ review: RecordReview,
        superseding former: RecordID? = nil,
        _ minted: MintedDegree?,
        at now: Timestamp,
        in connection: Connection
    ) throws -> MintedDegree {
        if let decision = review.decision, try isUsed(decision, in: connection) {
            throw RegistryError.notIssued(.decisionUsed)
        }
        if let minted,
            minted.fits(
                graduate,
                of: institution,
                review,
                superseding: former,
                key: keyring.current.activeCodeKey
            )
        {
            return minted
        }
        return try mint(
            graduate,
            of: institution,
            reviewed: review,
            superseding: former,
            at: now
        )
    }

    private func isUsed(_ decision: String, in connection: Connection) throws -> Bool {
        try connection.first(
            """
            SELECT 1
            FROM degree
            WHERE decision = \(decision) AND replaced = 0 AND decision IS NOT NULL
            """
        ) { _ in true } ?? false
    }
}
