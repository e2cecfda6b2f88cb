package import Persian

extension String: RecordValue {
    /// Appends a text string.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        writer.text(self)
    }

    /// Reads a text string.
    @inline(__always)
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        self = try cursor.text(bytes)
    }
}

extension Int: RecordValue {
    /// Appends an unsigned integer.
    ///
    /// The only number of a record is the average, which is not negative.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        writer.head(.unsigned, UInt64(self))
    }

    /// Reads an unsigned integer.
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        guard let value = Int(exactly: try cursor.argument(.unsigned, bytes)) else {
            throw .unexpectedItem
        }
        self = value
    }
}

extension CivilDate: RecordValue {
    /// Appends the number of days after 1970-01-01.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        writer.integer(Int64(daysSinceEpoch))
    }

    /// Reads a number of days after 1970-01-01.
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        guard let date = CivilDate(days: try cursor.integer(bytes)) else { throw .unexpectedItem }
        self = date
    }

    /// The day this number of days after 1970-01-01; nil outside the years 0…9999.
    init?(days: Int64) {
        guard (-719_528...2_932_896).contains(days) else { return nil }
        self.init(daysSinceEpoch: Int(days))
    }
}

extension RecordID: RecordValue {
    /// Appends a byte string of 16 bytes.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        writer.byteString(bytes)
    }

    /// Reads a byte string of 16 bytes.
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        let range = try cursor.string(.bytes, bytes)
        guard let id = RecordID(bytes.extracting(range)) else { throw .unexpectedItem }
        self = id
    }
}

extension RecordWord {
    /// Appends the word's number.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        writer.head(.unsigned, UInt64(code))
    }

    /// Reads a word's number.
    @inline(__always)
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        guard let word = Self(code: try cursor.argument(.unsigned, bytes)) else {
            throw .unexpectedItem
        }
        self = word
    }
}

extension IDKind: RecordWord {}
extension DocumentKind: RecordWord {}
extension Level: RecordWord {}
extension StudyMode: RecordWord {}

extension [Digest]: RecordValue {
    /// An empty list has no entry, so that a record has one encoding.
    package static var isOptional: Bool { true }

    /// Whether the list is not empty.
    package var isPresent: Bool { !isEmpty }

    /// Appends an array of byte strings of 32 bytes.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        writer.array(count: count)
        for digest in self { writer.byteString(digest.bytes) }
    }

    /// Reads an array of byte strings of 32 bytes.
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        let count = try cursor.argument(.array, bytes)
        guard count > 0 else { throw .notMinimal }
        // No capacity is reserved: an attacker chooses the count.
        self = []
        for _ in 0..<count {
            let range = try cursor.string(.bytes, bytes)
            guard let digest = Digest(bytes.extracting(range)) else { throw .unexpectedItem }
            append(digest)
        }
    }
}

extension Optional: RecordValue where Wrapped: RecordValue {
    /// The map may lack the entry.
    package static var isOptional: Bool { true }

    /// Whether there is a value.
    package var isPresent: Bool { self != nil }

    /// Appends the value, if there is one.
    @inline(__always)
    package func write(to writer: inout CBORWriter) {
        self?.write(to: &writer)
    }

    /// Reads a value; the caller has seen that its entry is there.
    @inline(__always)
    package init(
        reading cursor: inout CBORCursor,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        self = .some(try Wrapped(reading: &cursor, bytes))
    }
}
