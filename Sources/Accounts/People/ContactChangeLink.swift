import VerifyCore

/// The links in messages about changes: they open a page that shows and cancels a change, and never sign in.
package enum ContactChangeLink {
    /// The path in front of the token.
    package static let path = "/contact-changes/"
    /// The bytes of the MAC in a token.
    private static let macCount = 12

    /// The token of a change: its id and a MAC, 38 characters of base64url.
    static func token(_ id: String, by keys: Keyring) throws -> String {
        let mac = try KeyedHash.of(id, for: .link, by: keys).dropFirst(4).prefix(macCount)
        return Base64URL.encode((RandomID.bytes(id) ?? []) + mac)
    }

    /// The id of a token whose MAC is right; nil for any other text.
    static func id(of token: String, by keys: Keyring) throws -> String? {
        guard let bytes = try? Base64URL.decode(token), bytes.count == 16 + macCount else {
            return nil
        }
        let id = RandomID.text(Array(bytes.prefix(16)))
        let mac = Array(bytes.dropFirst(16))
        for hash in try KeyedHash.all(of: id, for: .link, by: keys)
        where constantTimeEqual(Array(hash.dropFirst(4).prefix(macCount)), mac) {
            return id
        }
        return nil
    }
}
