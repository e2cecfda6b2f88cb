/// Base64 of RFC 4648 §5 without padding, as JSON Web Keys use it (RFC 7515 §2).
package enum Base64URL {
    /// Why text was refused.
    package typealias DecodingError = BinaryText.DecodingError

    private static let text = BinaryText(
        bits: 6,
        letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )

    /// Writes bytes as text.
    package static func encode(_ bytes: [UInt8]) -> String {
        text.encode(bytes)
    }

    /// Reads text, strictly.
    package static func decode(_ text: some StringProtocol) throws(DecodingError) -> [UInt8] {
        try Self.text.decode(text)
    }
}
