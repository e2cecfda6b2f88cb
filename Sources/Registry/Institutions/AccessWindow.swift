package import Persian
import Store

/// Until when an institution's users may issue: data that the Organisation sets.
extension Registry {
    /// Sets the end of an institution's access; nil removes it.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.institutionUnknown`; `.integrityFailure` for a row that
    ///   was changed by hand, which an import has to repair first; `.noActiveKey(.data)` without keys, where degrees exist.
    package func setWindow(
        of code: String,
        until end: Timestamp?,
        by actor: Actor,
        at now: Timestamp
    ) async throws {
        try actor.requireSAORG()
        try await database.write { connection in
            guard let institution = try sealedInstitution(code, in: connection) else {
                throw RegistryError.institutionUnknown(code: code)
            }
            guard institution.issuesUntil != end else { return }
            try setWindow(of: institution, until: end, by: actor, at: now, in: connection)
        }
    }

    /// Writes an institution with another end of its access, and the event; reads it back at the end.
    ///
    /// - Throws: `StoreError.notKept`.
    func setWindow(
        of institution: Institution,
        until end: Timestamp?,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let changed = institution.issuing(until: end)
        let seal = try foundingSeal(changed.statement, in: connection)
        try changed.update(sealed: seal, in: connection)
        try insertEvent(
            .window,
            of: changed.code,
            detail: end?.description ?? "no end",
            by: actor,
            at: now,
            in: connection
        )
        try connection.runDeferredTriggers()
        guard try Institution.find(changed.code, in: connection)?.issuesUntil == end else {
            throw StoreError.notKept
        }
    }
}

extension Institution {
    /// Requires that an actor may issue for the institution now; the Organisation always may.
    ///
    /// - Throws: `.notYourInstitution`; `.windowClosed` when the institution's access has ended.
    func requireIssuing(by actor: Actor, at now: Timestamp) throws(RegistryError) {
        try actor.requireAccess(to: code)
        guard case .institution = actor else { return }
        if let issuesUntil, now >= issuesUntil { throw .windowClosed(until: issuesUntil) }
    }
}
