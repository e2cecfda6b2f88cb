/// Why a request about accounts was refused.
package enum AccountsError: Error, Equatable, Sendable {
    /// The organisation's name is missing, longer than `APIKey.organisationLimit`, or has control
    /// characters.
    case organisation
    /// A key of the scope `institution` names its institution, and no other key does.
    case institution
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
    /// What is wrong: lower case, without a full stop, to be printed after `error: `.
    package var description: String {
        switch self {
        case .organisation:
            "an organisation's name has 1 to \(APIKey.organisationLimit) characters, none of them invisible control characters"
        case .institution: "an institution belongs to the scope institution, and only to it"
        case .expiry: "the expiry is in the past"
        case .noSuchKey: "no API key has this id"
        case .noActiveKey: "the keyring has no active data key"
        case .idempotencyKey: "an idempotency key has 1 to 255 visible ASCII characters"
        }
    }

    /// What to do, to be printed after `hint: `; nil when there is nothing to advise.
    package var hint: String? {
        switch self {
        case .institution: "name it with --institution for that scope; leave it out for every other"
        case .expiry: "choose a later --expires"
        case .noSuchKey: "verify-cli api-keys list shows them"
        case .noActiveKey:
            "verify-cli keys list shows the keys; keys activate makes a staged one active"
        case .organisation, .idempotencyKey: nil
        }
    }
}
