/// Base32 of RFC 4648 §6, upper case only, without padding.
///
/// Its letters are in the alphanumeric mode of QR codes, and URLs need no escapes.
package enum Base32 {
    /// Why a text is not valid.
    package typealias DecodingError = BinaryText.DecodingError

    private static let text = BinaryText(
        bits: 5,
        letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
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
