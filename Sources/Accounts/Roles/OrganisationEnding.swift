package import Persian
import Store
import VerifyCore

/// The end of an organisation: its successor, and when it is closed.
extension Roles {
    /// Names the organisation that continues the work of another one; nil removes it.
    ///
    /// - Throws: `RolesError.successorCircle`; `.noSuchOrganisation`; as `addOrganisation`.
    package func setSuccessor(
        of code: String,
        to successor: String?,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws {
        try await database.write { connection in
            let actor = try organisationEditor(actor, at: now, in: connection)
            try setSuccessor(of: code, to: successor, by: actor, at: now, in: connection)
        }
    }

    /// Names or removes a successor in the transaction of the caller, who has checked that the person may.
    func setSuccessor(
        of code: String,
        to successor: String?,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard var row = try organisationRow(code, in: connection) else {
            throw RolesError.noSuchOrganisation(code)
        }
        guard row.successor != successor else { return }
        if let successor { try requireNoCircle(from: code, to: successor, in: connection) }
        row.successor = successor
        try save(
            &row,
            as: "successor",
            detail: successor ?? "none",
            by: actor,
            at: now,
            in: connection
        )
    }

    /// Follows the successors from the new one on: none of them may be the organisation itself.
    private func requireNoCircle(
        from code: String,
        to successor: String,
        in connection: Connection
    ) throws {
        var current: String? = successor
        var steps = 0
        while let next = current {
            guard next != code, steps <= Self.successorLimit else {
                throw RolesError.successorCircle(code)
            }
            guard let row = try organisationRow(next, in: connection) else {
                throw RolesError.noSuchOrganisation(next)
            }
            current = row.successor
            steps += 1
        }
    }

    /// Closes an organisation from a moment on, or opens it again with nil.
    ///
    /// - Throws: As `setSuccessor`.
    package func setClosing(
        of code: String,
        at end: Timestamp?,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws {
        try await database.write { connection in
            let actor = try organisationEditor(actor, at: now, in: connection)
            try setClosing(of: code, at: end, by: actor, at: now, in: connection)
        }
    }

    /// Closes or opens an organisation in the transaction of the caller, who has checked that the person may; SAORG itself
    /// stays open.
    func setClosing(
        of code: String,
        at end: Timestamp?,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard var row = try organisationRow(code, in: connection) else {
            throw RolesError.noSuchOrganisation(code)
        }
        guard row.closedAt != end?.description else { return }
        guard code != Organisation.saorg else { throw RolesError.noSuchOrganisation(code) }
        row.closedAt = end?.description
        try save(
            &row,
            as: end == nil ? "opened" : "closed",
            detail: end?.description ?? "",
            by: actor,
            at: now,
            in: connection
        )
    }
}
