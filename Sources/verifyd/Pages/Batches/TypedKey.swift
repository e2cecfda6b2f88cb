import Accounts
import Registry

/// API keys that were typed into a form, instead of sent in a header.
extension House {
    /// The account of a key; nil for a wrong one, which is counted, or one that may not check in bulk.
    func account(holding secret: String, _ context: AppRequestContext) async throws -> Account? {
        guard let account = try await account(ofKey: secret, context) else { return nil }
        switch account.scope {
        case .verifier, .admin: return account
        case .institution: return nil
        }
    }
}
