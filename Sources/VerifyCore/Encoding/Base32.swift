/// Base32 of RFC 4648 §6, upper case only, without padding.
///
/// Its letters fit a QR code's alphanumeric mode and need no escape in a URL.
package enum Base32 {
    /// Why text was refused.
    package typealias DecodingError = BinaryText.DecodingError

    private static let text = BinaryText(
        bits: 5,
        letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
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
