package import Persian
import Store
import VerifyCore

extension Registry {
    /// Issues a degree: stores the document in the data bank and makes its code and token, in one
    /// transaction.
    ///
    /// Issuing the same document again returns the first degree. An institution issues only its own
    /// documents, and only inside its access window.
    ///
    /// `alongside`: Runs in the same transaction.
    ///
    /// - Throws: `RegistryError`: `.notYourInstitution`, `.institutionUnknown`, `.windowClosed`,
    ///   `.alreadyIssued`, `.numberTaken`, `.noActiveKey`.
    package func issue(
        _ graduate: Graduate,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        let code = graduate.institutionCode
        let institution = try await institution(code, lettingIssue: actor, at: now)
        // Signed here, not on the writer's thread, whose time all requests share.
        let minted = try mint(graduate, of: institution, at: now)
        let (degree, present) = try await database.write { connection in
            guard let present = try sealedInstitution(code, issuing: true, in: connection) else {
                throw RegistryError.institutionUnknown(code: code)
            }
            try present.requireIssuing(by: actor, at: now)
            let row = try file(graduate, at: now, in: connection)
            let degree = try issue(
                row: row,
                of: graduate,
                at: present,
                // The record needs the institution's name as it is in this transaction.
                minted: present.hasNames(of: institution) ? minted : nil,
                by: actor,
                at: now,
                in: connection
            )
            try alongside(degree, connection)
            return (degree, present)
        }
        if present != institution { recentInstitutions.remember(present) }
        return degree
    }

    /// Returns the institution if the actor may issue for it, as far as is known before the transaction.
    private func institution(
        _ code: String,
        lettingIssue actor: Actor,
        at now: Timestamp
    ) async throws -> Institution {
        try actor.requireAccess(to: code)
        if let recent = recentInstitutions[code],
            (try? recent.requireIssuing(by: actor, at: now)) != nil
        {
            return recent
        }
        guard let institution = try await institution(code) else {
            throw RegistryError.institutionUnknown(code: code)
        }
        try institution.requireIssuing(by: actor, at: now)
        recentInstitutions.remember(institution)
        return institution
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

    /// Issues a degree from a row of the data bank, inside the caller's transaction.
    ///
    /// A row from which a degree was issued before returns that degree, whatever its status: uploading a
    /// revoked document again does not bring it back. The caller has called `institution.requireIssuing`.
    ///
    /// `minted`: What `mint` made of the same graduate beforehand; without it the keys are used here.
    func issue(
        row: Int64,
        of graduate: Graduate,
        at institution: Institution,
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
            // A row of the data bank has no seal; only the degree's own record proves whose it is.
            guard Graduate(first.record) == graduate else {
                observer.notice(.tampering)
                throw RegistryError.integrityFailure
            }
            return IssuedDegree(first, host: host)
        }
        // Only now: returning an earlier degree needs no keys.
        let fresh = try minted ?? mint(graduate, of: institution, at: now)
        let degree = try insertAtFreeLocator(fresh, row: row, by: actor, in: connection)
        if case .displaced(let former) = current {
            try relinkFormerCodes(
                from: former,
                to: fresh.record.uuid,
                by: actor,
                at: now,
                in: connection
            )
        }
        return degree
    }

    /// Inserts a degree at the first of its locators that is free.
    func insertAtFreeLocator(
        _ minted: MintedDegree,
        row: Int64,
        by actor: Actor,
        in connection: Connection
    ) throws -> IssuedDegree {
        var minted = minted
        // With a billion locators a key, 32 taken ones in a row mean that the schema refuses the row for
        // another reason.
        for _ in 0..<32 {
            if try insert(minted, row: row, by: actor, in: connection) {
                return IssuedDegree(minted, host: host)
            }
            minted = try minted.atNextLocator()
        }
        throw StoreError.conflict
    }

    private static let insertion = PreparedSQL {
        (minted: MintedDegree, row: Int64, actor: Actor) in
        """
        INSERT INTO degree (
            id, uuid, graduate, record, token, row_mac, issued_at, issued_by, document, seal
        )
        VALUES (
            \(minted.code.address), \(minted.record.uuid.bytes), \(row), \(minted.recordBytes),
            \(minted.token), \(minted.rowMAC), \(minted.issuedAt.description), \(actor.label),
            \(minted.document), \(minted.seal(row: row, by: actor))
        )
        ON CONFLICT DO NOTHING
        """
    }

    /// Inserts the row; returns false when the locator is taken or the document has a current version.
    private func insert(
        _ minted: MintedDegree,
        row: Int64,
        by actor: Actor,
        in connection: Connection
    ) throws -> Bool {
        try connection.execute(Self.insertion(minted, row, actor)) == 1
    }
}
