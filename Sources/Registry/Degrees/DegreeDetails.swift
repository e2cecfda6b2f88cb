import Store
package import VerifyCore

/// All that the register knows of a degree, for its institution and the organisation.
package struct DegreeDetails: Sendable, Equatable {
    /// The degree as it stands.
    package let degree: IssuedDegree
    package let record: DegreeRecord
    /// What happened to it, oldest first.
    package let events: [DegreeEvent]
    /// Who saw more of it than everybody may, oldest first, for the graduate who asks the organisation;
    /// nil for an institution, whom it does not concern.
    package let viewings: [AccessLogEntry]?
}

extension Registry {
    /// A degree by its identifier.
    package func degree(id: String, by actor: Actor) async throws -> DegreeDetails {
        let uuid = try Self.uuid(id)
        return try await details(where: "uuid = \(uuid.bytes)", by: actor) { _ in true }
    }

    /// A degree by its code, whose tag must be right.
    ///
    /// To an institution, another's code is as unknown as a wrong one, or it could try tags here.
    package func degree(code: AuthenticityCode, by actor: Actor) async throws -> DegreeDetails {
        try await details(where: "id = \(code.address)", by: actor) { row in
            row.code == code && actor.actsFor(institution: row.record.institutionCode)
        }
    }

    private func details(
        where condition: SQL,
        by actor: Actor,
        isMeant: @escaping @Sendable (SealedRow) -> Bool
    ) async throws -> DegreeDetails {
        try await database.read { connection in
            guard let row = try sealedRow(where: condition, in: connection), isMeant(row) else {
                throw RegistryError.noSuchDegree
            }
            try actor.mustActFor(institution: row.record.institutionCode)
            let address = row.code.address
            let isSAORG = if case .saorg = actor { true } else { false }
            return DegreeDetails(
                degree: IssuedDegree(row, host: host),
                record: row.record,
                events: try DegreeEvent.all(of: row, in: connection),
                viewings: isSAORG ? try AccessLogEntry.all(of: address, in: connection) : nil
            )
        }
    }
}
