import VerifyCore

/// The text of an API key: `sehat_` and 32 random bytes in base64url, 49 characters.
///
/// Scanners of source code find leaked keys by the prefix. Only the text's SHA-256 is stored: 256 random
/// bits need no slow hash.
struct APISecret {
    let text: String

    private static let prefix = "sehat_"
    private static let byteCount = 32
    private static let textCount = prefix.utf8.count + 43

    /// A new secret of 32 random bytes.
    init?(random bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        text = Self.prefix + Base64URL.encode(bytes)
    }

    /// Reads the text that a client sent; nil, without any look-up, for a text that cannot be a key.
    init?(parsing text: String) {
        guard text.utf8.count == Self.textCount, text.hasPrefix(Self.prefix) else { return nil }
        self.text = text
    }

    /// The SHA-256 that is stored.
    var hash: [UInt8] { SHA256.hash(Array(text.utf8)) }
}
