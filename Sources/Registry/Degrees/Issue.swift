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
        alongside: @escaping Alongside<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        let code = graduate.institutionCode
        try actor.mustActFor(institution: code)
        let institution = try await database.glance { try Institution.find(code, in: $0) }
        guard let institution else { throw RegistryError.institutionUnknown(code: code) }
        try institution.mustLetIssue(actor, at: now)
        // Signed here, not on the writer's thread, whose time all requests share.
        let minted = try mint(graduate, of: institution, at: now)
        return try await database.write { connection in
            guard let present = try Institution.find(code, in: connection) else {
                throw RegistryError.institutionUnknown(code: code)
            }
            try present.mustLetIssue(actor, at: now)
            let row = try file(graduate, at: now, in: connection)
            let degree = try issue(
                row: row,
                of: graduate,
                at: present,
                // A new name of the institution since a moment ago belongs into the record.
                minted: present.hasNames(of: institution) ? minted : nil,
                by: actor,
                at: now,
                in: connection
            )
            try alongside(degree, connection)
            return degree
        }
    }

    private func file(
        _ graduate: Graduate,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64 {
        switch try DataBank.file(graduate, at: now, in: connection) {
        case .added(let row), .updated(let row), .unchanged(let row): return row
        case .alreadyIssued: throw RegistryError.alreadyIssued
        case .taken: throw RegistryError.numberTaken
        }
    }

    /// Issues a degree from a row of the data bank, inside the caller's transaction.
    ///
    /// A row that was issued before answers with that degree, whatever its status: nothing revoked comes
    /// back by uploading it again. `minted` is what `mint` made of the same graduate beforehand; without
    /// it the keys are used here. The caller has asked `institution.mustLetIssue`.
    package func issue(
        row: Int64,
        of graduate: Graduate,
        at institution: Institution,
        minted: MintedDegree? = nil,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> IssuedDegree {
        try requireSuperseded(row: row, in: connection)
        if let minted, let placed = try place(minted, row: row, in: connection) {
            return try record(.issued, of: placed, by: actor, in: connection)
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
        let placed = try placeSomewhere(fresh, row: row, in: connection)
        return try record(.issued, of: placed, by: actor, in: connection)
    }

    /// Places a degree at the first of its locators that is free.
    func placeSomewhere(
        _ minted: MintedDegree,
        row: Int64,
        in connection: Connection
    ) throws -> MintedDegree {
        var minted = minted
        // With a billion locators a key, 32 in a row are taken never, unless the schema refuses the row
        // for another reason.
        for _ in 0..<32 {
            if let placed = try place(minted, row: row, in: connection) { return placed }
            minted = try minted.atNextLocator()
        }
        throw StoreError.conflict
    }

    private static let insert = PreparedSQL(
        """
        INSERT INTO degree (id, uuid, graduate, record, token, row_mac, issued_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """
    )

    /// Inserts the row; nil when the locator, or the document's one place, is taken.
    private func place(
        _ minted: MintedDegree,
        row: Int64,
        in connection: Connection
    ) throws -> MintedDegree? {
        let added = try connection.execute(
            Self.insert,
            [
                .integer(minted.code.address), .blob(minted.record.uuid.bytes), .integer(row),
                .blob(minted.recordBytes), .blob(minted.token), .blob(minted.rowMAC),
                .text(minted.issuedAt.description),
            ]
        )
        return added == 1 ? minted : nil
    }

    func record(
        _ kind: DegreeEvent.Kind,
        of placed: MintedDegree,
        by actor: Actor,
        in connection: Connection
    ) throws -> IssuedDegree {
        let event = DegreeEvent(kind: kind, note: "", actor: actor.label, at: placed.issuedAt)
        try event.leave(at: placed.code.address, in: connection)
        return IssuedDegree(placed, host: host)
    }
}
