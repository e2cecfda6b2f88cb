import Persian
import Store

extension Registry {
    /// Returns the institution in whose name the actor may issue, as it is in this transaction.
    func issuingInstitution(
        _ code: String,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Institution {
        try actor.requireAccess(to: code)
        guard let institution = try sealedInstitution(code, issuing: true, in: connection) else {
            throw RegistryError.institutionUnknown(code: code)
        }
        try institution.requireIssuing(by: actor, at: now)
        if recentInstitutions[code] != institution { recentInstitutions.remember(institution) }
        return institution
    }

    /// Returns the institution if the actor may issue for it, as far as is known before the transaction.
    func institution(
        _ code: String,
        lettingIssue actor: Actor,
        at now: Timestamp
    ) async throws -> Institution {
        try actor.requireAccess(to: code)
        if let recent = recentInstitutions[code],
            (try? recent.requireIssuing(by: actor, at: now)) != nil
        {
            return recent
        }
        guard let institution = try await institution(code) else {
            throw RegistryError.institutionUnknown(code: code)
        }
        try institution.requireIssuing(by: actor, at: now)
        recentInstitutions.remember(institution)
        return institution
    }
}
