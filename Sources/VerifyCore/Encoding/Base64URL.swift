/// Base64 of RFC 4648 §5 without padding, as JSON Web Keys use it (RFC 7515 §2).
package enum Base64URL {
    /// Why a text is not valid.
    package typealias DecodingError = BinaryText.DecodingError

    private static let text = BinaryText(
        bits: 6,
        letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )

    /// Returns the text of bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        text.encode(bytes)
    }

    /// Returns the bytes of a text; strict, without spaces or padding.
    package static func decode(_ text: some StringProtocol) throws(DecodingError) -> [UInt8] {
        try Self.text.decode(text)
    }
}
