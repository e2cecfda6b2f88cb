package import Persian
import Store

/// Until when an institution's users may issue: data that the Organisation sets.
extension Registry {
    /// Sets the end of an institution's access; nil removes it.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.institutionUnknown`.
    package func setWindow(
        of code: String,
        until end: Timestamp?,
        by actor: Actor,
        at now: Timestamp
    ) async throws {
        try actor.requireSAORG()
        try await database.write { connection in
            guard let institution = try Institution.find(code, in: connection) else {
                throw RegistryError.institutionUnknown(code: code)
            }
            guard institution.issuesUntil != end else { return }
            try connection.execute(
                """
                UPDATE institution
                SET issues_until = \(end?.description)
                WHERE code = \(code)
                """
            )
            try institution.insertEvent(
                .window,
                detail: end?.description ?? "no end",
                by: actor,
                at: now,
                in: connection
            )
            try connection.runDeferredTriggers()
            guard try Institution.find(code, in: connection)?.issuesUntil == end else {
                throw StoreError.notKept
            }
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
