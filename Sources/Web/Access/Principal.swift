package import Accounts
package import Registry

/// The one notion of who sent a request.
///
/// `Authentication` makes it; the words that the modules below have for the same (`Actor`, `Verifier`),
/// and the keys under which limits and idempotent requests are counted, derive from it. An administrator
/// at the database does not come by HTTP: the command line names its own `Actor`.
package enum Principal: Sendable, Hashable {
    /// A client without an API key, of which only the network is known.
    case visitor(Network)
    /// An organisation, by one of its API keys.
    case organisation(Account)

    /// The account of the API key; nil for a visitor.
    package var account: Account? {
        switch self {
        case .visitor: nil
        case .organisation(let account): account
        }
    }
}

extension Principal {
    /// The id of the organisation; nil for a visitor.
    package var organisation: String? { account?.organisationID }
}

/// As the register knows it.
extension Principal {
    /// The principal as a party that may change degrees; nil for one that may only check them.
    package var actor: Actor? {
        guard let account else { return nil }
        return switch account.scope {
        case .admin: .saorg(name: account.organisation)
        case .institution:
            account.institution.map { .institution(code: $0, name: account.organisation) }
        case .verifier: nil
        }
    }

    /// The principal as a party that checks degrees, without the graduates' consent.
    package var verifier: Verifier {
        switch self {
        case .visitor: .visitor
        case .organisation(let account):
            .organisation(account, consent: nil)
        }
    }

    /// The principal as a party that checks degrees, with the consent that it refers to.
    ///
    /// Only an organisation that checks degrees can have the graduates' consent: with it, the key of an
    /// institution would open the names of every other institution's graduates.
    ///
    /// - Throws: 401 for a visitor with consent, 403 for an institution with consent.
    package func verifier(with consent: Verifier.Consent?) throws(Problem) -> Verifier {
        guard let consent else { return verifier }
        guard let account else { throw .unauthenticated }
        switch account.scope {
        case .verifier, .admin:
            return .organisation(account, consent: consent)
        case .institution: throw .forbidden
        }
    }
}

/// As limits and stored responses know it.
extension Principal {
    /// The key under which the principal's requests are counted.
    package var rateLimitKey: RateLimitKey {
        switch self {
        case .visitor(let network): .network(network)
        case .organisation(let account): .key(account.id)
        }
    }

    /// The budget from which the principal's checks are paid.
    var checkBudget: Budget {
        switch self {
        case .visitor: .verifications
        case .organisation: .keyRequests
        }
    }

    /// The name under which idempotency keys are stored: two principals may use the same key.
    var owner: String {
        switch self {
        case .visitor(let network): network.name
        case .organisation(let account): account.id
        }
    }
}

extension Verifier {
    fileprivate static func organisation(_ account: Account, consent: Consent?) -> Verifier {
        .organisation(
            id: account.organisationID,
            name: account.organisation,
            consent: consent
        )
    }
}
