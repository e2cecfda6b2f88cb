import Accounts
import Hummingbird
import Persian
import Registry

/// Who asks, by `Authorization: Bearer sehat_…`.
extension House {
    /// The account of the request's API key; nil for a request without one.
    ///
    /// A wrong key is the 401 problem.
    func account(for request: Request, _ context: AppRequestContext) async throws -> Account? {
        guard let field = request.headers[.authorization] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Problem.unauthenticated
        }
        guard let account = try await account(ofKey: String(parts[1]), context) else {
            throw Problem.unauthenticated
        }
        return account
    }

    /// The account of a key; nil for a wrong one, which is counted.
    func account(ofKey secret: String, _ context: AppRequestContext) async throws -> Account? {
        let network = RateLimitKey.network(context.network)
        try charge(.wrongKeys, of: network)
        let account: Account?
        do {
            account = try await accounts.account(forKey: secret, at: context.now)
        } catch {
            // That nobody could look is no fault of the key.
            limits.refund(1, to: .wrongKeys, of: network)
            throw error
        }
        guard let account else { return nil }
        limits.refund(1, to: .wrongKeys, of: network)
        try charge(.keyRequests, of: .key(account.id))
        return account
    }

    /// The account of a request that needs one; 401 without a key, 403 with one for other things.
    func account(
        for request: Request,
        _ context: AppRequestContext,
        having scopes: Scope...
    ) async throws -> Account {
        guard let account = try await account(for: request, context) else {
            throw Problem.unauthenticated
        }
        guard scopes.contains(account.scope) else { throw Problem.forbidden }
        return account
    }
}

extension Account {
    /// Who acts on the register with this account; nil for one that only looks.
    var actor: Actor? {
        switch scope {
        case .admin: .saorg(name: organisation)
        case .institution: institution.map { .institution(code: $0, name: organisation) }
        case .verifier: nil
        }
    }
}

extension House {
    /// Who acts on the register with the request's key: an institution or the organisation.
    func actor(
        for request: Request,
        _ context: AppRequestContext
    ) async throws -> (actor: Actor, account: Account) {
        let account = try await account(for: request, context, having: .institution, .admin)
        guard let actor = account.actor else { throw Problem.forbidden }
        return (actor, account)
    }
}
