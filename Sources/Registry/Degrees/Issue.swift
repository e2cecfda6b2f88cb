package import Persian
package import Store
import VerifyCore

extension Registry {
    /// Issues a degree: the document goes into the data bank, and gets code and token, in one transaction.
    ///
    /// Issuing the same document again answers with the first. An institution issues its own only, and
    /// inside its access window (R136, R137).
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
            guard let present = try Institution.find(code, in: connection) else {
                throw RegistryError.institutionUnknown(code: code)
            }
            try present.mustLetIssue(actor, at: now)
            let (row, isNew) = try file(graduate, at: now, in: connection)
            let degree = try issue(
                row: row,
                isNew: isNew,
                of: graduate,
                at: present,
                // A new name of the institution since a moment ago belongs into the record.
                minted: present.hasNames(of: institution) ? minted : nil,
                by: actor,
                at: now,
                in: connection
            )
            try alongside(degree, connection)
            return (degree, present)
        }
        if present != institution { recentInstitutions.see(present) }
        return degree
    }

    /// An institution that lets an actor issue, as far as can be told before the transaction.
    private func institution(
        _ code: String,
        lettingIssue actor: Actor,
        at now: Timestamp
    ) async throws -> Institution {
        try actor.mustActFor(institution: code)
        if let recent = recentInstitutions[code], (try? recent.mustLetIssue(actor, at: now)) != nil
        {
            return recent
        }
        guard let institution = try await institution(code) else {
            throw RegistryError.institutionUnknown(code: code)
        }
        try institution.mustLetIssue(actor, at: now)
        recentInstitutions.see(institution)
        return institution
    }

    private func file(
        _ graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (row: Int64, isNew: Bool) {
        switch try DataBank.file(graduate, at: now, in: connection) {
        case .added(let row): return (row, true)
        case .updated(let row), .unchanged(let row): return (row, false)
        case .alreadyIssued, .contradicted: throw RegistryError.alreadyIssued
        case .taken: throw RegistryError.numberTaken
        }
    }

    /// Issues a degree from a row of the data bank, inside the caller's transaction.
    ///
    /// A row that was issued before answers with that degree, whatever its status: nothing revoked comes
    /// back by uploading it again. `minted` is what `mint` made of the same graduate beforehand; without
    /// it the keys are used here. `isNew` says that this transaction added the row, so that nothing can have
    /// been issued from it. The caller has asked `institution.mustLetIssue`.
    package func issue(
        row: Int64,
        isNew: Bool,
        of graduate: Graduate,
        at institution: Institution,
        minted: MintedDegree? = nil,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> IssuedDegree {
        if !isNew { try requireSuperseded(row: row, in: connection) }
        if let minted, try place(minted, row: row, by: actor, in: connection) {
            return IssuedDegree(minted, host: host)
        }
        if let first = try standing(row: row, by: actor, at: now, in: connection) {
            // A row of the data bank vouches for nothing; the degree's own record says whose it is.
            guard Graduate(first.record) == graduate else {
                observer.notice(.tampering)
                throw RegistryError.integrityFailure
            }
            return IssuedDegree(first, host: host)
        }
        // Only now: what was issued before needs no keys to be answered again.
        let fresh = try minted?.atNextLocator() ?? mint(graduate, of: institution, at: now)
        return try placeSomewhere(fresh, row: row, by: actor, in: connection)
    }

    /// Places a degree at the first of its locators that is free.
    func placeSomewhere(
        _ minted: MintedDegree,
        row: Int64,
        by actor: Actor,
        in connection: Connection
    ) throws -> IssuedDegree {
        var minted = minted
        // With a billion locators a key, 32 in a row are taken never, unless the schema refuses the row
        // for another reason.
        for _ in 0..<32 {
            if try place(minted, row: row, by: actor, in: connection) {
                return IssuedDegree(minted, host: host)
            }
            minted = try minted.atNextLocator()
        }
        throw StoreError.conflict
    }

    private static let insert = PreparedSQL { (minted: MintedDegree, row: Int64, actor: Actor) in
        """
        INSERT INTO degree (id, uuid, graduate, record, token, row_mac, issued_at, issued_by)
        VALUES (
            \(minted.code.address), \(minted.record.uuid.bytes), \(row), \(minted.recordBytes),
            \(minted.token), \(minted.rowMAC), \(minted.issuedAt.description), \(actor.label)
        )
        ON CONFLICT DO NOTHING
        """
    }

    /// Inserts the row; false when the locator, or the document's one place, is taken.
    private func place(
        _ minted: MintedDegree,
        row: Int64,
        by actor: Actor,
        in connection: Connection
    ) throws -> Bool {
        try connection.execute(Self.insert(minted, row, actor)) == 1
    }
}
