import Accounts
import Registry

/// API keys that were typed into a form, instead of sent in a header.
extension House {
    /// The account of a key; nil for a wrong one, which is counted, or one that may not check in bulk.
    func account(holding secret: String, _ visit: Visit) async throws -> Account? {
        let network = Spender.network(visit.network)
        try spend(.wrongKeys, of: network)
        guard let account = try await accounts.account(forKey: secret, at: visit.now) else {
            return nil
        }
        limits.refund(1, to: .wrongKeys, of: network)
        try spend(.keyRequests, of: .key(account.id))
        switch account.scope {
        case .verifier, .admin: return account
        case .institution: return nil
        }
    }
}
