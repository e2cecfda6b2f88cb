import Accounts
import Persian
import Registry
import VerifyCore

/// Imports, problems and API keys as objects with stable keys.
extension JSON {
    init(_ done: InstitutionImport) {
        self = [
            "added": JSON(done.added),
            "updated": JSON(done.updated),
            "unchanged": JSON(done.unchanged),
            "problems": .array(done.problems.map(JSON.init)),
        ]
    }

    init(_ problem: ImportProblem) {
        self = [
            "record": JSON(problem.record),
            "column": .string(problem.column),
            "code": .string(problem.code),
        ]
    }

    init(_ key: APIKey, at now: Timestamp) {
        self = [
            "id": .string(key.id),
            "organisation": .string(key.organisation),
            "organisation_id": .string(key.organisationID),
            "scope": .string(key.scope.rawValue),
            "institution": JSON(key.institution),
            "cases": JSON(key.caseScope?.rawValue), "proposes": .bool(key.proposes),
            "state": .string(key.state(at: now)),
            "created_at": .string(key.createdAt.description),
            "expires_at": JSON(key.expiresAt?.description),
            "expires_soon": .bool(key.expiresSoon(at: now)),
            "revoked_at": JSON(key.revokedAt?.description),
            "last_used": JSON(key.lastUsed?.description),
        ]
    }
}

extension APIKey {
    /// The state in one word.
    func state(at now: Timestamp) -> String {
        switch seal {
        case .broken: return "tampered"
        case .undecided: return "key-not-here"
        case .distrusted where revokedAt == nil: return "distrusted"
        case .intact, .distrusted: break
        }
        if revokedAt != nil { return "revoked" }
        return isValid(at: now) ? "valid" : "expired"
    }
}

extension Accounts {
    /// Returns every key, oldest first.
    func everyKey() async throws -> [APIKey] {
        let page = 100
        var all: [APIKey] = []
        while true {
            let more = try await keys(after: all.last?.id, limit: page)
            all += more
            if more.count < page { return all }
        }
    }
}
