package import Persian

/// The fields of a record that every verifier sees (tier T0), read without decoding the others.
///
/// Look-ups use it, at thousands a second. The caller must have authenticated the bytes, for example by the
/// row's MAC: this reader passes over the entries between its fields whatever they are, does not read those
/// after the day of graduation, and returns the places of names without checking their text.
package struct RecordSummary: Sendable {
    /// Where the bytes have the holder's given name in Persian, in UTF-8.
    package let firstNameFa: Range<Int>
    /// Where the bytes have the holder's family name in Persian, in UTF-8.
    package let lastNameFa: Range<Int>
    /// The institution's code in the register.
    package let institutionCode: String
    /// The institution's name in Persian.
    package let institutionNameFa: String
    /// The institution's name in English.
    package let institutionNameEn: String
    /// The kind of document.
    package let documentKind: DocumentKind
    /// The level of the degree.
    package let level: Level
    /// The day of graduation.
    package let graduationDate: CivilDate

    /// Reads borrowed bytes of a record's deterministic CBOR.
    ///
    /// - Throws: `CBOR.DecodingError` for another schema, a missing field, or a field of another type.
    package init(decoding bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        var cursor = CBORCursor()
        _ = try cursor.argument(.map, bytes)
        try cursor.pass(to: .schema, bytes)
        guard try cursor.argument(.unsigned, bytes) == DegreeRecord.schema else {
            throw .unexpectedItem
        }
        try cursor.pass(to: .firstNameFa, bytes)
        firstNameFa = try cursor.string(.text, bytes)
        try cursor.pass(to: .lastNameFa, bytes)
        lastNameFa = try cursor.string(.text, bytes)
        institutionCode = try cursor.value(of: .institutionCode, bytes)
        institutionNameFa = try cursor.value(of: .institutionNameFa, bytes)
        institutionNameEn = try cursor.value(of: .institutionNameEn, bytes)
        documentKind = try cursor.value(of: .documentKind, bytes)
        level = try cursor.value(of: .level, bytes)
        graduationDate = try cursor.value(of: .graduationDate, bytes)
    }
}

extension CBORCursor {
    /// Reads the value of a key that follows.
    @inline(__always)
    fileprivate mutating func value<Value: RecordValue>(
        of key: RecordKey,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) -> Value {
        try pass(to: key, bytes)
        return try Value(reading: &self, bytes)
    }

    /// Moves behind the key, past the entries before it; these are numbers and strings.
    ///
    /// - Throws: `unexpectedItem` when a greater key comes first, so the map lacks this one.
    @inline(__always)
    fileprivate mutating func pass(
        to key: RecordKey,
        _ bytes: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        while true {
            // The keys up to `graduationDate` are below 24.
            let next = try smallNumber(bytes)
            if next == key.rawValue { return }
            guard next < key.rawValue else { throw .unexpectedItem }
            try passScalar(bytes)
        }
    }
}
