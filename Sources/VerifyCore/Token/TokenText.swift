extension DegreeToken {
    /// The limit of a text with a token in bytes.
    private static let maximumText = 4096
    /// What precedes the base32 in a link.
    private static let path = Array("/Q/".utf8)

    /// Returns the text of the QR code, `HTTPS://HOST/Q/BASE32`, in upper case for QR's alphanumeric mode.
    ///
    /// `host` may begin with a scheme, for a development server without TLS.
    package static func text(of token: [UInt8], host: String) -> String {
        let origin = host.contains("://") ? host : "https://" + host
        return origin.uppercased() + "/Q/" + Base32.encode(token)
    }

    /// Returns whether a text has a link `…/Q/…`, which a code never has.
    package static func isLink(in text: String) -> Bool {
        text.utf8.contains(path[0]) && !starts(in: capitals(of: text)[...]).isEmpty
    }

    /// Returns the token's bytes from a text that has a link `…/Q/BASE32` in either case, or from the base32 alone.
    ///
    /// White space and marks around the token are dropped; so are, after a link, what follows `?` or `#`, and other
    /// words of the text.
    ///
    /// - Throws: `Base32.DecodingError`; `length` also for two links that differ.
    package static func bytes(
        fromText text: some StringProtocol
    ) throws(Base32.DecodingError) -> [UInt8] {
        guard text.utf8.count <= maximumText else { throw .length(text.utf8.count) }
        let letters = capitals(of: text)[...]
        let starts = starts(in: letters)
        guard let first = starts.first else { return try Base32.decode(bare(letters)) }
        let token = word(in: letters[first...])
        guard starts.dropFirst().allSatisfy({ word(in: letters[$0...]) == token }) else {
            throw .length(text.utf8.count)
        }
        return try Base32.decode(String(decoding: token, as: UTF8.self))
    }

    private static func capitals(of text: some StringProtocol) -> [UInt8] {
        text.utf8.map { letter in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter ? letter - 0x20 : letter
        }
    }

    /// Returns the places after each `/Q/`: the first one of each word.
    private static func starts(in letters: ArraySlice<UInt8>) -> [Int] {
        var starts: [Int] = []
        var isFound = false
        for index in letters.indices {
            if isSpace(letters[index]) {
                isFound = false
            } else if !isFound, letters[index...].starts(with: path) {
                isFound = true
                starts.append(index + path.count)
            }
        }
        return starts
    }

    /// Returns the letters and digits at the start; with the `=` that follows, since padding is not allowed.
    private static func word(in letters: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        letters.prefix { isLetterOrDigit($0) || $0 == UInt8(ascii: "=") }
    }

    /// Returns a text without the white space and the marks around it.
    private static func bare(_ letters: ArraySlice<UInt8>) -> String {
        var rest = letters.drop { isMark($0) }
        while let last = rest.last, isMark(last) { rest.removeLast() }
        return String(decoding: rest, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        !isLetterOrDigit(byte) && byte != UInt8(ascii: "=")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
