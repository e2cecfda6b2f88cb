extension DegreeRecord {
    /// Reads a record from its deterministic CBOR; accepts exactly the bytes that `encoded()` returns.
    ///
    /// - Throws: `CBOR.DecodingError` for any other bytes.
    package init(decoding bytes: [UInt8]) throws(CBOR.DecodingError) {
        try self.init(decoding: bytes.span)
    }

    /// Reads a record from borrowed bytes, in one pass.
    ///
    /// - Throws: `CBOR.DecodingError` for any bytes that `encoded()` does not return.
    package init(decoding bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        var reader = try RecordReader(bytes)
        try self.init(visiting: &reader, bytes)
        try reader.finish(bytes)
        guard average ?? 0 <= Self.highestAverage else { throw .unexpectedItem }
    }
}

/// Reads the entries of a record's map one after the other; their order is fixed, so no key can occur twice.
private struct RecordReader: RecordVisitor {
    private var cursor = CBORCursor()
    /// The entries after the one whose key was read.
    private var remaining: UInt64
    /// The key that was read and whose value comes next; nil at the end.
    private var next: UInt64?

    /// Reads the head of the map and its first entry, `schema`.
    init(_ bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        remaining = try cursor.argument(.map, bytes)
        try advance(bytes)
        guard next == RecordKey.schema.rawValue,
            try cursor.argument(.unsigned, bytes) == DegreeRecord.schema
        else { throw .unexpectedItem }
        try advance(bytes)
    }

    @inline(__always)
    mutating func field<Value: RecordValue>(
        _ key: RecordKey,
        _ value: inout Value,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        guard next == key.rawValue else {
            // The record keeps the field's default.
            if Value.isOptional { return }
            throw .unexpectedItem
        }
        value = try Value(reading: &cursor, bytes)
        try advance(bytes)
    }

    @inline(__always)
    private mutating func advance(_ bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        guard remaining > 0 else {
            next = nil
            return
        }
        remaining -= 1
        next = try cursor.argument(.unsigned, bytes)
    }

    /// Rejects entries that no field has read, and bytes after the map.
    func finish(_ bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        guard next == nil else { throw .unexpectedItem }
        try cursor.finish(bytes)
    }
}
