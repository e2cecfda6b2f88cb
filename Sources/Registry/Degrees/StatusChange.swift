package import Persian
import Store
package import VerifyCore

/// Revoking, suspending, resuming: the record stays, its status and its seal change.
///
/// An institution may change its own degrees also after its access window has ended: the window binds only
/// issuing and correcting, which make a code.
extension Registry {
    /// Revokes a degree permanently; the class of reason and the day are public, the note is not.
    ///
    /// `alongside`: Runs in the same transaction.
    ///
    /// - Throws: `RegistryError`: `.noSuchDegree`, `.alreadySo`, `.statusForbids`,
    ///   `.changedMeanwhile`, `.integrityFailure`.
    package func revoke(
        _ id: String,
        because reason: RevocationReason,
        note: String,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        let event = try Self.event(.revoked, note: note, by: actor, at: now)
        return try await change(id, leaving: event, by: actor, alongside) {
            status throws(RegistryError) in
            switch status {
            case .active, .suspended: .revoked(reason, since: now)
            case .revoked: throw .alreadySo(status)
            case .superseded: throw .statusForbids(status)
            }
        }
    }

    /// Suspends a degree until it is resumed or revoked.
    ///
    /// - Throws: As `revoke`.
    package func suspend(
        _ id: String,
        note: String,
        by actor: Actor,
        at now: Timestamp,
        alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in }
    ) async throws -> IssuedDegree {
        let event = try Self.event(.suspended, note: note, by: actor, at: now)
        return try await change(id, leaving: event, by: actor, alongside) {
            status throws(RegistryError) in
            switch status {
            case .active: .suspended(since: now)
            case .suspended: throw .alreadySo(status)
            case .revoked, .superseded: throw .statusForbids(status)
            }
        }
    }

    /// Puts a suspended degree in force again.
    ///
    /// - Throws: As `revoke`.
    package func resume(
        _ id: String,
        note: String,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> IssuedDegree {
        let event = try Self.event(.resumed, note: note, by: actor, at: now)
        return try await change(id, leaving: event, by: actor) { status throws(RegistryError) in
            switch status {
            case .suspended: .active
            case .active: throw .alreadySo(status)
            case .revoked, .superseded: throw .statusForbids(status)
            }
        }
    }

    static func event(
        _ kind: DegreeEvent.Kind,
        note: String,
        by actor: Actor,
        at now: Timestamp
    ) throws(RegistryError) -> DegreeEvent {
        let note = try Bounded.optional(note, field: "note", limit: DegreeEvent.noteLimit)
        return DegreeEvent(kind: kind, note: note, actor: actor.label, at: now)
    }

    private func change(
        _ id: String,
        leaving event: DegreeEvent,
        by actor: Actor,
        _ alongside: @escaping TransactionHook<IssuedDegree> = { _, _ in },
        to next: @escaping @Sendable (DegreeStatus) throws(RegistryError) -> DegreeStatus
    ) async throws -> IssuedDegree {
        let uuid = try Self.uuid(id)
        let degree = try await database.write { connection in
            let row = try sealedRow(where: "uuid = \(uuid.bytes)", for: actor, in: connection)
            let status = try next(row.status)
            try set(status, of: row, in: connection)
            try event.insert(of: row, in: connection)
            let degree = IssuedDegree(row, status: status, host: host)
            try alongside(degree, connection)
            try requireKept(status, of: row, in: connection)
            return degree
        }
        // After this daemon has acknowledged the change, it must not answer from a copy without it.
        replica?.readAtPrimary(degree.code.address, at: event.at)
        return degree
    }

    /// Writes a status and its seal over exactly the row that was read.
    func set(_ status: DegreeStatus, of row: SealedRow, in connection: Connection) throws {
        var replaced: Int64 = 0
        if case .superseded = status { replaced = row.code.address }
        let changed = try connection.execute(
            """
            UPDATE degree
            SET
                status = \(status.code),
                status_at = \(status.since?.description),
                status_reason = \(status.reason?.code),
                replaced = \(replaced),
                row_mac = \(row.rowMAC(with: status))
            WHERE id = \(row.code.address) AND row_mac = \(row.rowMAC)
            """
        )
        guard changed == 1 else { throw RegistryError.changedMeanwhile }
    }

    /// Reads a changed status again, at the end of the transaction: a trigger or a rule of the database could have undone
    /// it, or could have kept it from being written.
    ///
    /// - Throws: `StoreError.notKept`; `RegistryError.integrityFailure` where the row is another one.
    func requireKept(
        _ status: DegreeStatus,
        of row: SealedRow,
        in connection: Connection
    ) throws {
        try connection.runDeferredTriggers()
        let kept = try sealedRow(where: "id = \(row.code.address)", in: connection)
        guard let kept, kept.status == status, kept.rowMAC == row.rowMAC(with: status) else {
            observer.notice(.tampering)
            throw StoreError.notKept
        }
    }

    /// Parses the identifier by which programs name a degree.
    static func uuid(_ id: String) throws(RegistryError) -> RecordID {
        guard let uuid = RecordID(parsing: id) else { throw .noSuchDegree }
        return uuid
    }
}
