package import Persian

/// The state of a key: staged → active → verify-only → retired, or compromised (docs/operations.md).
package enum KeyState: Sendable, Hashable {
    /// Made and published, but not used yet.
    case staged
    /// Used to make and to verify; each purpose has exactly one active key.
    case active
    /// Used only to verify, permanently.
    case verifyOnly
    /// Not used, not even to verify.
    case retired
    /// Known to an attacker since a moment; everything that it made is rejected.
    case compromised(since: Timestamp)

    /// The stable word in keyring.json and in the output of the command line.
    package var word: String {
        switch self {
        case .staged: "staged"
        case .active: "active"
        case .verifyOnly: "verify-only"
        case .retired: "retired"
        case .compromised: "compromised"
        }
    }

    /// Whether the key may verify, so that verifiers should have its public key.
    ///
    /// True for a staged key: another machine may have activated it a moment ago.
    package var verifies: Bool {
        switch self {
        case .staged, .active, .verifyOnly: true
        case .retired, .compromised: false
        }
    }
}
