package import Persian
import Store

/// Until when an institution's users may issue (R136, R137): data that the organisation sets.
extension Registry {
    /// Sets the end of an institution's access, or takes it away; only the organisation may.
    package func setWindow(
        of code: String,
        until end: Timestamp?,
        by actor: Actor,
        at now: Timestamp
    ) async throws {
        try actor.mustBeSAORG()
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
            try institution.leave(
                .window,
                detail: end?.description ?? "no end",
                by: actor,
                at: now,
                in: connection
            )
        }
    }
}

extension Institution {
    /// Refuses to issue for an actor whose access has ended; the organisation is never bound.
    package func mustLetIssue(_ actor: Actor, at now: Timestamp) throws(RegistryError) {
        try actor.mustActFor(institution: code)
        guard case .institution = actor else { return }
        if let issuesUntil, now >= issuesUntil { throw .windowClosed(until: issuesUntil) }
    }
}
