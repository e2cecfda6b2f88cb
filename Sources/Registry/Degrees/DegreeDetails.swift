package import Persian
import Store
package import VerifyCore

/// All that the register knows of a degree, for its institution and the organisation.
package struct DegreeDetails: Sendable, Equatable {
    /// The record's UUID.
    package let id: String
    package let code: AuthenticityCode
    package let record: DegreeRecord
    package let status: DegreeStatus
    /// The signed token.
    package let token: [UInt8]
    /// The text of the QR.
    package let qrText: String
    package let issuedAt: Timestamp
    /// What happened to it, oldest first.
    package let events: [DegreeEvent]
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
            return DegreeDetails(
                id: row.record.uuid.description,
                code: row.code,
                record: row.record,
                status: row.status,
                token: row.token,
                qrText: DegreeToken.text(of: row.token, host: host),
                issuedAt: row.issuedAt,
                events: try DegreeEvent.all(of: row.code.address, in: connection)
            )
        }
    }
}
