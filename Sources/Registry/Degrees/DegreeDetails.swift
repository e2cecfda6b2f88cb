import Store
package import VerifyCore

/// Everything that the register knows about a degree, for its institution and the Organisation.
package struct DegreeDetails: Sendable, Equatable {
    /// The degree with its current status.
    package let degree: IssuedDegree
    package let record: DegreeRecord
    /// What happened to it, oldest first.
    package let events: [DegreeEvent]
    /// Who saw more than T0 shows, newest first, for a graduate who requests it from the Organisation; nil for
    /// an institution, which has no right to it.
    package let accessLog: AccessLog?
}

extension Registry {
    /// Returns a degree by its identifier.
    ///
    /// For an institution, the degree of another institution does not exist.
    ///
    /// `cursor`: Where the page of the access log begins.
    ///
    /// - Throws: `RegistryError.noSuchDegree`; `.integrityFailure`; `.keyUnusable`.
    package func degree(
        id: String,
        by actor: Actor,
        accessLogAfter cursor: AccessLog.Cursor = .newest
    ) async throws -> DegreeDetails {
        let uuid = try Self.uuid(id)
        return try await details(where: "uuid = \(uuid.bytes)", by: actor, cursor) { _ in true }
    }

    /// Returns a degree by its code, whose tag must be right.
    ///
    /// For an institution, the code of another institution does not exist, or it could try tags here.
    ///
    /// - Throws: `RegistryError.noSuchDegree`; `.integrityFailure`; `.keyUnusable`.
    package func degree(code: AuthenticityCode, by actor: Actor) async throws -> DegreeDetails {
        try await details(where: "id = \(code.address)", by: actor) { $0.code == code }
    }

    private func details(
        where condition: SQL,
        by actor: Actor,
        _ cursor: AccessLog.Cursor = .newest,
        isMeant: @escaping @Sendable (SealedRow) -> Bool
    ) async throws -> DegreeDetails {
        try await database.read { connection in
            let row = try sealedRow(where: condition, for: actor, in: connection)
            guard isMeant(row) else { throw RegistryError.noSuchDegree }
            let address = row.code.address
            let isSAORG = if case .saorg = actor { true } else { false }
            return DegreeDetails(
                degree: IssuedDegree(row, host: host),
                record: row.record,
                events: try history(of: row, in: connection),
                accessLog: isSAORG
                    ? try AccessLog.page(of: address, after: cursor, in: connection) : nil
            )
        }
    }
}
