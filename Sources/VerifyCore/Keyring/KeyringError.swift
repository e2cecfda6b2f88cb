/// Why files are no keyring, or why a ceremony is refused.
package enum KeyringError: Error, Equatable, Sendable {
    /// A file is not in the form that it must have.
    case format(file: String)
    /// A key that is still needed has no file.
    case missing(file: String)
    /// A key file was changed, or put under another name.
    case changed(file: String)
    /// keyring.json was changed by hand: its MAC does not cover what it says.
    case factsChanged
    /// The keyring is wrapped under another key-encryption key.
    case otherKeyEncryptionKey
    /// The key-encryption key has another length than 32 bytes.
    case keyEncryptionKeyLength(Int)
    /// A passphrase is needed, or none may be used: the keyring says which.
    case passphrase(isNeeded: Bool)
    /// No key has this id.
    case noSuchKey(id: String)
    /// The key's state does not allow the step.
    case notAllowed(Keyring.Step, id: String, state: KeyState)
    /// All ids that a purpose may have are used up.
    case idsExhausted(Keyring.Purpose)
    /// The cryptographic library refused.
    case crypto(CryptoError)
}
