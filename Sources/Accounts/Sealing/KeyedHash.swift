import VerifyCore

/// Keyed hashes, by which a row is found without a readable value in the database: the id of a data key, four bytes,
/// and an HMAC-SHA-256 under a key derived from it.
enum KeyedHash {
    /// What is hashed; each use has its own derived key.
    enum Use: String {
        /// A mobile number or an e-mail address, for finding persons and counting codes.
        case contact = "saorg/contact-hash/1"
        /// The secret of a browser.
        case browser = "saorg/browser-hash/1"
        /// A network, for counting codes and failures.
        case network = "saorg/network-hash/1"
        /// A one-time code with its challenge.
        case code = "saorg/code/1"
        /// An account with a network, for counting failures.
        case attempts = "saorg/attempts/1"
        /// A link in a message.
        case link = "saorg/account-link/1"
    }

    /// Returns the hash under the active data key.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    static func of(_ text: String, for use: Use, by keys: Keyring) throws -> [UInt8] {
        guard let key = keys.activeDataKey else { throw AccountsError.noActiveKey }
        return try hash(text, use, key)
    }

    /// Returns the hashes under every data key that may have been active, the active one first.
    static func all(of text: String, for use: Use, by keys: Keyring) throws -> [[UInt8]] {
        try keys.dataKeys.map { try hash(text, use, $0) }
    }

    /// Whether a stored hash is that of a text, compared in constant time.
    static func matches(
        _ stored: [UInt8],
        _ text: String,
        for use: Use,
        by keys: Keyring
    ) throws -> Bool {
        var found = false
        for hash in try all(of: text, for: use, by: keys) where constantTimeEqual(hash, stored) {
            found = true
        }
        return found
    }

    private static func hash(_ text: String, _ use: Use, _ key: DataKey) throws -> [UInt8] {
        key.id + (try key.hashKey(for: use.rawValue)).authenticate(Array(text.utf8))
    }
}
