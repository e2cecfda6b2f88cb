package import Persian
import Store
package import VerifyCore

/// Withdrawing a former code, and linking it to the degree that has replaced it.
extension Registry {
    /// Withdraws a code of the former system permanently: from then on it answers REVOKED.
    ///
    /// The class of reason and the day are public, the note is not. A row that was changed by hand is withdrawn
    /// too, because that only restricts it.
    ///
    /// - Throws: `RegistryError`: `.onlySAORG`, `.noSuchFormerCode`, `.formerCodeWithdrawn`, `.noActiveKey`.
    package func withdrawFormerCode(
        _ code: FormerCode,
        because reason: RevocationReason,
        note: String,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> FormerCodeDetails {
        let event = try FormerCodeEvent(.withdrawn, note: note, by: actor, at: now)
        return try await changeFormerCode(code, leaving: event, by: actor) { row, _ in
            switch row.verdict(by: keyring.current) {
            case .intact:
                if case .withdrawn? = row.status { throw RegistryError.formerCodeWithdrawn }
            case .undecided(let missing): throw missing
            case .broken, .distrusted, nil: break
            }
            return .withdrawn(reason, since: now)
        }
    }

    /// Links a code of the former system to the degree that has replaced it.
    ///
    /// From then on it answers SUPERSEDED; REVOKED once the degree is revoked, and SUSPENDED while it is
    /// suspended. A correction of the degree moves the link to the new version. A link to another degree
    /// replaces the first one.
    ///
    /// `degree`: The identifier of the degree's current version.
    ///
    /// - Throws: `RegistryError`: `.onlySAORG`, `.noSuchFormerCode`, `.formerCodeWithdrawn`,
    ///   `.formerCodeLinked`, `.noSuchDegree`, `.statusForbids` for a superseded version, `.integrityFailure`,
    ///   `.noActiveKey`.
    package func linkFormerCode(
        _ code: FormerCode,
        to degree: String,
        note: String,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> FormerCodeDetails {
        try actor.requireSAORG()
        return try await database.write { connection in
            try linkFormerCode(code, to: degree, note: note, by: actor, at: now, in: connection)
        }
    }

    /// Links a code of the former system inside the caller's transaction, as the other one; the caller has checked that the
    /// actor may.
    func linkFormerCode(
        _ code: FormerCode,
        to degree: String,
        note: String,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FormerCodeDetails {
        let event = try FormerCodeEvent(.linked, note: note, by: actor, at: now)
        let uuid = try Self.uuid(degree)
        let row = try formerCodeRow(code, in: connection)
        guard let target = try sealedRow(where: "uuid = \(uuid.bytes)", in: connection) else {
            throw RegistryError.noSuchDegree
        }
        if case .superseded = target.status {
            throw RegistryError.statusForbids(target.status)
        }
        switch try intactStatus(of: row) {
        case .withdrawn: throw RegistryError.formerCodeWithdrawn
        case .linked(uuid, _): throw RegistryError.formerCodeLinked
        case .inForce, .linked: break
        }
        let status = FormerCode.Status.linked(uuid, since: now)
        try set(status, of: row, leaving: event, in: connection)
        return try details(of: row, status, in: connection)
    }

    private func changeFormerCode(
        _ code: FormerCode,
        leaving event: FormerCodeEvent,
        by actor: Actor,
        to next: @escaping @Sendable (FormerCodeRow, Connection) throws -> FormerCode.Status
    ) async throws -> FormerCodeDetails {
        try actor.requireSAORG()
        return try await database.write { connection in
            let row = try formerCodeRow(code, in: connection)
            let status = try next(row, connection)
            try set(status, of: row, leaving: event, in: connection)
            return try details(of: row, status, in: connection)
        }
    }

    /// Writes a status with its seal and its event.
    private func set(
        _ status: FormerCode.Status,
        of row: FormerCodeRow,
        leaving event: FormerCodeEvent,
        in connection: Connection
    ) throws {
        let changed = try FormerCodeRow(
            hash: row.hash,
            importedAt: row.importedAt,
            status,
            sealedBy: keyring.current
        )
        try changed.update(in: connection)
        try event.insert(of: row.hash, in: connection)
        try changed.requireKept(in: connection)
    }

    /// Moves the links of former codes from a version that was replaced to the one that replaces it.
    ///
    /// A row that was changed by hand, or whose data key is not here, stays as it is.
    func relinkFormerCodes(
        from former: RecordID,
        to successor: RecordID,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let rows = try connection.all(
            """
            SELECT \(FormerCodeRow.columns)
            FROM legacy_code
            WHERE degree = \(former.bytes)
            """
        ) { try? FormerCodeRow($0) }
        for row in rows.compactMap(\.self) where row.verdict(by: keyring.current) == .intact {
            guard case .linked(former, let since)? = row.status else { continue }
            let note = "the degree has a new version"
            let event = try FormerCodeEvent(.linked, note: note, by: actor, at: now)
            try set(.linked(successor, since: since), of: row, leaving: event, in: connection)
        }
    }
}
