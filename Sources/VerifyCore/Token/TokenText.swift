extension DegreeToken {
    /// The limit of a token's text in bytes, with its URL.
    private static let maximumText = 4096

    /// Returns the text of the QR code, `HTTPS://HOST/Q/BASE32`, in upper case for QR's alphanumeric mode.
    ///
    /// `host` may begin with a scheme, for a development server without TLS.
    package static func text(of token: [UInt8], host: String) -> String {
        let origin = host.contains("://") ? host : "https://" + host
        return origin.uppercased() + "/Q/" + Base32.encode(token)
    }

    /// Returns the token's bytes from the text of a QR code in either case, or from the base32 alone.
    package static func bytes(
        fromText text: some StringProtocol
    ) throws(Base32.DecodingError) -> [UInt8] {
        guard text.utf8.count <= maximumText else { throw .length(text.utf8.count) }
        let letters = text.utf8.map { letter in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter ? letter - 0x20 : letter
        }
        var rest = letters[...]
        rest = rest.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        let path = Array("/Q/".utf8)
        let start = rest.indices.last { rest[$0...].starts(with: path) }
        if let start { rest = rest[(start + path.count)...] }
        return try Base32.decode(String(decoding: rest, as: UTF8.self))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }
}
