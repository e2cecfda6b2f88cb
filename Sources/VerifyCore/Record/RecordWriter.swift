extension DegreeRecord {
    /// Returns the record as deterministic CBOR (docs/formats/record.md).
    package func encoded() -> [UInt8] {
        // `visit` takes an inout record, because readers assign; the writer leaves the copy as it is.
        var record = self
        var writer = RecordWriter()
        record.visit(&writer, [UInt8]().span)
        return writer.map
    }
}

/// Writes the entries of a record's map.
private struct RecordWriter: RecordVisitor {
    private var entries = CBORWriter(capacity: 640)
    private var count = 1

    /// Begins with the entry `schema`.
    init() {
        entries.head(.unsigned, RecordKey.schema.rawValue)
        entries.head(.unsigned, DegreeRecord.schema)
    }

    @inline(__always)
    mutating func field<Value: RecordValue>(
        _ key: RecordKey,
        _ value: inout Value,
        _ bytes: Span<UInt8>
    ) {
        guard value.isPresent else { return }
        count += 1
        entries.head(.unsigned, key.rawValue)
        value.write(to: &entries)
    }

    /// The whole map; the number of its entries, which precedes them, is known only now.
    var map: [UInt8] {
        var map = CBORWriter(capacity: entries.bytes.count + 2)
        map.map(count: count)
        map.encoded(entries.bytes)
        return map.bytes
    }
}
