/// Why files are not a keyring, or why a ceremony is not allowed.
package enum KeyringError: Error, Equatable, Sendable {
    /// A file does not have its format.
    case format(file: String)
    /// A key that is not retired has no file.
    case missing(file: String)
    /// A key file was changed or renamed.
    case changed(file: String)
    /// keyring.json was edited by hand: its MAC does not match.
    case factsChanged
    /// The keyring is wrapped under another key-encryption key.
    case otherKeyEncryptionKey
    /// The key-encryption key has this many bytes instead of 32.
    case keyEncryptionKeyLength(Int)
    /// The keyring needs a passphrase that is not given, or a passphrase is given that it does not use.
    case passphrase(isNeeded: Bool)
    /// No key has this id.
    case noSuchKey(id: String)
    /// The key's state does not allow the step.
    case notAllowed(Keyring.Step, id: String, state: KeyState)
    /// All ids that a purpose may have are used up.
    case idsExhausted(Keyring.Purpose)
    /// A cryptographic operation failed.
    case crypto(CryptoError)
}
