extension DegreeToken {
    /// The most bytes of a token's text, its URL included.
    private static let maximumText = 4096

    /// The text of the QR: `HTTPS://HOST/Q/BASE32`, in upper case so that QR codes pack it densely.
    ///
    /// `host` may bring its own scheme, for a development server without TLS.
    package static func text(of token: [UInt8], host: String) -> String {
        let origin = host.contains("://") ? host : "https://" + host
        return origin.uppercased() + "/Q/" + Base32.encode(token)
    }

    /// The token's bytes from the text of a QR, in either case, or from its base32 alone.
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
