extension Keyring {
    /// What the operator can do where a purpose has no active key, as one clause for a `hint:` line.
    package static let noActiveKeyHint =
        "verify-cli keys list shows the keys; keys activate makes a staged one active"
}

extension KeyringError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .format(let file): "\(file) does not have the form of such a file"
        case .missing(let file): "\(file) is missing"
        case .changed(let file): "\(file) was changed, or is the file of another key"
        case .factsChanged: "\(Keyring.factsFileName) was changed by hand: its MAC does not match"
        case .otherKeyEncryptionKey: "the keyring is wrapped under another key-encryption key"
        case .keyEncryptionKeyLength(let count):
            "a key-encryption key has 32 bytes, this one has \(count)"
        case .passphrase(let isNeeded):
            isNeeded ? "the keyring needs its passphrase" : "the keyring has no passphrase"
        case .noSuchKey(let id): "no key has the id \(id)"
        case .notAllowed(let step, let id, let state):
            "cannot \(step.rawValue) key \(id): it is \(state.word)"
        case .idsExhausted(let purpose): "all ids of \(purpose.rawValue) keys are used up"
        case .crypto: "the cryptographic library reported an error"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .format, .missing, .changed, .factsChanged: "restore the directory from its backup"
        case .otherKeyEncryptionKey:
            "name the file with the right one, or type the right passphrase"
        case .passphrase(let isNeeded):
            isNeeded ? "add --passphrase-file FILE" : "name the key-encryption key's file instead"
        case .noSuchKey: "verify-cli keys list shows the ids"
        case .notAllowed(.retire, _, .active):
            "first activate another key: verify-cli keys rotate"
        case .notAllowed, .keyEncryptionKeyLength, .idsExhausted, .crypto: nil
        }
    }
}
