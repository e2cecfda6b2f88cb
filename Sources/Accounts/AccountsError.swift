import VerifyCore

/// Why a request about accounts was refused.
package enum AccountsError: Error, Equatable, Sendable {
    /// The organisation's name is missing, longer than `APIKey.organisationLimit`, or has control
    /// characters.
    case organisation
    /// A key of the scope `institution` names its institution, and no other key does.
    case institution
    /// Another organisation has the name, by this key and its scope.
    case nameTaken(key: String, scope: String)
    /// The key would have expired before it was made.
    case expiry
    /// No API key has this id.
    case noSuchKey
    /// The keyring has no active data key to seal with.
    case noActiveKey
    /// An idempotency key is 1–255 visible ASCII characters.
    case idempotencyKey
}

extension AccountsError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .organisation:
            "an organisation's name has 1 to \(APIKey.organisationLimit) characters, none of them invisible control characters"
        case .institution:
            "an institution's code belongs to the scope institution, and only to it"
        case .nameTaken(let key, let scope):
            "API key \(key) of the scope \(scope) has this name or one that looks like it"
        case .expiry: "the key would expire before it begins"
        case .noSuchKey: "no API key has this id"
        case .noActiveKey: "the keyring has no active data key"
        case .idempotencyKey: "an idempotency key has 1 to 255 visible ASCII characters"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .noSuchKey: "verify-cli api-keys list shows the keys"
        case .nameTaken:
            "choose another name, or revoke that key if it was made by mistake"
        case .expiry: "choose a day in the future"
        case .noActiveKey: Keyring.noActiveKeyHint
        case .organisation, .institution, .idempotencyKey: nil
        }
    }
}
