package import Accounts
package import Registry

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
        // A person's session gives no right to the data of other people.
        case .visitor, .person: .visitor
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
    /// Returns the key under which the principal's requests are counted; `network` is that of the client.
    ///
    /// A person counts by the network, as before the sign-in.
    package func rateLimitKey(from network: Network) -> RateLimitKey {
        switch self {
        case .visitor, .person: .network(network)
        case .organisation(let account): .key(account.id)
        }
    }

    /// The budget from which the principal's checks are paid.
    var checkBudget: Budget {
        switch self {
        case .visitor, .person: .verifications
        case .organisation: .keyRequests
        }
    }

    /// Returns the name under which idempotency keys are stored: two principals may use the same key.
    func owner(from network: Network) -> String {
        switch self {
        case .visitor: network.name
        case .organisation(let account): account.id
        case .person(let id): "person:\(id)"
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
