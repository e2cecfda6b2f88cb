import Persian

/// Text from outside, trimmed, in the stored form of its letters, and of bounded length.
enum Bounded {
    /// Text that must be there; `limit` counts Unicode scalars.
    static func text(
        _ raw: String,
        field: String,
        limit: Int
    ) throws(RegistryError) -> String {
        let text = try optional(raw, field: field, limit: limit)
        guard !text.isEmpty else { throw .invalid(field: field, reason: .missing) }
        return text
    }

    /// Text that may be empty; `limit` counts Unicode scalars.
    static func optional(
        _ raw: String,
        field: String,
        limit: Int
    ) throws(RegistryError) -> String {
        // Bytes first: counting the scalars of a megabyte is work for nothing.
        guard raw.utf8.count <= limit * 4 + 64 else {
            throw .invalid(field: field, reason: .tooLong)
        }
        let text = Letters.stored(raw)
        guard text.unicodeScalars.count <= limit else {
            throw .invalid(field: field, reason: .tooLong)
        }
        return text
    }
}
