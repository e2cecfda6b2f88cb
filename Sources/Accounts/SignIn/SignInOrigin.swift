import Persian
import VerifyCore

/// The browser and the network of a sign-in.
package struct SignInOrigin: Sendable {
    /// The network: an IPv4 address or an IPv6 /64, as text.
    package let network: String
    /// Whether thousands of people share the network: a mobile operator, a campus.
    package let isSharedNetwork: Bool
    /// The secret of the browser, from its cookie.
    package let browser: BrowserSecret
    /// What the browser calls itself, at most `agentLimit` characters.
    package let agent: String
    /// The language of messages to a person that is not known yet.
    package let language: MessageLanguage

    /// The most characters of a browser's name that are kept.
    package static let agentLimit = 200

    /// An origin with all of its parts.
    package init(
        network: String,
        isSharedNetwork: Bool,
        browser: BrowserSecret,
        agent: String,
        language: MessageLanguage
    ) {
        self.network = network
        self.isSharedNetwork = isSharedNetwork
        self.browser = browser
        self.agent = String(Letters.stored(agent).prefix(Self.agentLimit))
        self.language = language
    }
}

/// The secret of a browser, which its cookie holds: codes are bound to it, and it marks a browser as known.
///
/// It is 32 random bytes in base64url; the database has keyed hashes of it only.
package struct BrowserSecret: Sendable, Hashable {
    /// The value of the cookie, 43 characters.
    package let text: String

    private static let byteCount = 32

    /// A new secret.
    package init() { text = Base64URL.encode(Random.bytes(Self.byteCount)) }

    /// Reads the value of a cookie; nil for a text that is not a secret.
    package init?(parsing text: String) {
        guard text.utf8.count == 43, let bytes = try? Base64URL.decode(text),
            bytes.count == Self.byteCount
        else { return nil }
        self.text = text
    }
}
