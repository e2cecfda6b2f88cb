package import Accounts
package import Hummingbird
package import Registry

/// Finds out who sent a request, by `Authorization: Bearer sehat_…` or a key that was typed into a form.
package struct Authentication: Sendable {
    package let accounts: Accounts
    /// Charges wrong keys to the network and requests to the key.
    package let limiter: RateLimiter

    /// Returns the principal of a request: an organisation with an API key, or a visitor without one.
    ///
    /// - Throws: 401 for a key that is wrong, revoked or expired; 429 when the key's requests, or the
    ///   network's wrong keys, are too many.
    package func principal(
        for request: Request,
        _ context: AppRequestContext
    ) async throws -> Principal {
        guard let field = request.headers.value(.authorization) else { return .visitor }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let account = try await account(ofKey: String(parts[1]), context)
        else { throw Problem.unauthenticated }
        return .organisation(account)
    }

    /// Returns the principal and the actor of a request that changes the register.
    ///
    /// - Throws: as `principal(for:_:)`; 401 without a key, 403 with a key that may not change degrees.
    package func actor(
        for request: Request,
        _ context: AppRequestContext
    ) async throws -> (actor: Actor, principal: Principal) {
        let principal = try await principal(for: request, context)
        guard principal.account != nil else { throw Problem.unauthenticated }
        guard let actor = principal.actor else { throw Problem.forbidden }
        return (actor, principal)
    }

    /// Returns the principal of a key that was typed into a form instead of sent in a header.
    ///
    /// Nil for a key that is wrong, revoked or expired, and for one that may not check in bulk.
    package func principal(
        typedKey secret: String,
        _ context: AppRequestContext
    ) async throws -> Principal? {
        guard let account = try await account(ofKey: secret, context) else { return nil }
        switch account.scope {
        case .verifier, .admin: return .organisation(account)
        case .institution: return nil
        }
    }

    /// Returns the account of a key, nil for a wrong one; counts both.
    private func account(
        ofKey secret: String,
        _ context: AppRequestContext
    ) async throws -> Account? {
        let network = RateLimitKey.network(context.network)
        try limiter.charge(.wrongKeys, of: network)
        let known: (keyID: String, account: Account?)?
        do {
            known = try await accounts.identify(secret, at: context.now)
        } catch {
            // The look-up failed, which does not make the key a wrong one.
            limiter.refund(.wrongKeys, of: network)
            throw error
        }
        if let known { context.note(apiKey: known.keyID) }
        guard let account = known?.account else { return nil }
        limiter.refund(.wrongKeys, of: network)
        try limiter.charge(.keyRequests, of: .key(account.id))
        return account
    }
}
