package import Persian

/// What a key may do at present (design §5): staged → active → verify-only → retired, and compromised.
package enum KeyState: Sendable, Hashable {
    /// Made and published, but nothing is made with it yet.
    case staged
    /// Makes and verifies; each purpose has exactly one.
    case active
    /// Verifies what it once made, for ever; makes nothing more.
    case verifyOnly
    /// No longer used, not even to verify.
    case retired
    /// Known to others since a moment: what it made is refused everywhere.
    case compromised(since: Timestamp)

    /// The stable word, in keyring.json and in the command line's answers.
    package var word: String {
        switch self {
        case .staged: "staged"
        case .active: "active"
        case .verifyOnly: "verify-only"
        case .retired: "retired"
        case .compromised: "compromised"
        }
    }

    /// Whether what the key made is believed, and verifiers should have its public key.
    ///
    /// A staged key is among them: another machine may have activated it a moment ago.
    package var verifies: Bool {
        switch self {
        case .staged, .active, .verifyOnly: true
        case .retired, .compromised: false
        }
    }
}
