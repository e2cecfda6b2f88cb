import Persian

/// Text from outside, trimmed, in the stored form of its letters, without control characters, and of
/// bounded length.
enum Bounded {
    /// Returns a required text in its stored form; `limit` counts Unicode scalars.
    static func text(
        _ raw: String,
        field: String,
        limit: Int
    ) throws(RegistryError) -> String {
        let text = try optional(raw, field: field, limit: limit)
        guard !text.isEmpty else { throw .invalid(field: field, reason: .missing) }
        return text
    }

    /// Returns a text that may be empty in its stored form; `limit` counts Unicode scalars.
    static func optional(
        _ raw: String,
        field: String,
        limit: Int
    ) throws(RegistryError) -> String {
        // Bytes first, so that a huge text is refused without counting its scalars.
        guard raw.utf8.count <= limit * 4 + 64 else {
            throw .invalid(field: field, reason: .tooLong)
        }
        let text = Letters.stored(withoutControls(raw))
        guard text.unicodeScalars.count <= limit else {
            throw .invalid(field: field, reason: .tooLong)
        }
        return text
    }

    /// Removes the control characters that could steer a terminal; white space among them stays, and
    /// becomes a space in the stored form.
    private static func withoutControls(_ raw: String) -> String {
        guard raw.unicodeScalars.contains(where: isControl) else { return raw }
        var text = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars where !isControl(scalar) { text.append(scalar) }
        return String(text)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x85: false
        case 0...0x1F, 0x7F...0x9F: true
        default: false
        }
    }
}
