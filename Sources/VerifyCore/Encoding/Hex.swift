/// Hexadecimal (RFC 4648 §8): lower case when written, either case when read.
package enum Hex {
    /// Why a text is not valid.
    package typealias DecodingError = BinaryText.DecodingError

    private static let text = BinaryText(
        bits: 4,
        letters: "0123456789abcdef",
        alike: "0123456789ABCDEF"
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
