import VerifyCore

/// Random UUIDs (RFC 9562, version 4) in lower case: the ids of rows that a person can see.
enum RandomID {
    /// Returns a new id of 36 characters.
    static func make() -> String {
        var bytes = Random.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return text(bytes)
    }

    /// Returns the 16 bytes of an id; nil for a text that is not one.
    static func bytes(_ id: String) -> [UInt8]? {
        guard id.utf8.count == 36, let bytes = try? Hex.decode(id.replacing("-", with: "")),
            bytes.count == 16, text(bytes) == id
        else { return nil }
        return bytes
    }

    /// Returns the id of 16 bytes.
    static func text(_ bytes: [UInt8]) -> String {
        var parts: [String] = []
        var rest = bytes[...]
        for count in [4, 2, 2, 2, 6] {
            parts.append(Hex.encode(Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: "-")
    }
}
