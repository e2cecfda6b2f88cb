/// Why the accounts could not do what was asked.
package enum AccountsError: Error, Equatable, Sendable {
    /// The organisation's name is missing, longer than `APIKey.organisationLimit`, or has control
    /// characters.
    case organisation
    /// A key of the scope `institution` names its institution, and no other key does.
    case institution
    /// The key would have ended before it began.
    case expiry
    /// No API key has this id.
    case noSuchKey
    /// The keyring has no active data key to seal with.
    case noActiveKey
    /// An idempotency key is 1–255 visible ASCII characters.
    case idempotencyKey
}
