package import Persian

/// The few fields of a record that everybody may see (tier T0), read without making the others.
///
/// For look-ups, of which there are thousands a second. The bytes must be vouched for, by a row's MAC for
/// one: what comes after the day of graduation is not looked at, and names are only found.
package struct RecordSummary: Sendable {
    /// Where the bytes have the UTF-8 of the holder's given name in Persian.
    package let firstNameFa: Range<Int>
    /// Where they have the family name.
    package let lastNameFa: Range<Int>
    /// The institution's code in the register.
    package let institutionCode: String
    /// The institution's name in Persian.
    package let institutionNameFa: String
    /// The institution's name in English.
    package let institutionNameEn: String
    /// What kind of document it is.
    package let documentKind: DocumentKind
    /// The level.
    package let level: Level
    package let graduationDate: CivilDate

    /// Reads lent bytes of a record's deterministic CBOR.
    package init(decoding source: Span<UInt8>) throws(CBOR.DecodingError) {
        var cursor = CBORCursor()
        _ = try cursor.argument(.map, source)
        try cursor.expect(.schema, source)
        guard try cursor.argument(.unsigned, source) == DegreeRecord.schema else {
            throw .unexpectedItem
        }
        try cursor.pass(.uuid, .bytes, source)
        try cursor.expect(.firstNameFa, source)
        firstNameFa = try cursor.string(.text, source)
        try cursor.expect(.lastNameFa, source)
        lastNameFa = try cursor.string(.text, source)
        try cursor.pass(.firstNameEn, .text, source)
        try cursor.pass(.lastNameEn, .text, source)
        try cursor.pass(.fatherNameFa, .text, source)
        try cursor.passInteger(.idKind, source)
        try cursor.pass(.idNumber, .text, source)
        try cursor.passInteger(.birthDate, source)
        institutionCode = try cursor.text(.institutionCode, source)
        institutionNameFa = try cursor.text(.institutionNameFa, source)
        institutionNameEn = try cursor.text(.institutionNameEn, source)
        try cursor.expect(.documentKind, source)
        guard let kind = DocumentKind(code: try cursor.argument(.unsigned, source)) else {
            throw .unexpectedItem
        }
        documentKind = kind
        try cursor.expect(.level, source)
        guard let level = Level(code: try cursor.argument(.unsigned, source)) else {
            throw .unexpectedItem
        }
        self.level = level
        try cursor.pass(.fieldCode, .text, source)
        try cursor.pass(.fieldFa, .text, source)
        try cursor.pass(.fieldEn, .text, source)
        try cursor.passInteger(.mode, source)
        var key = try cursor.argument(.unsigned, source)
        if key == RecordKey.entranceDate.rawValue {
            _ = try cursor.integer(source)
            key = try cursor.argument(.unsigned, source)
        }
        guard key == RecordKey.graduationDate.rawValue,
            let date = CivilDate(days: try cursor.integer(source))
        else { throw .unexpectedItem }
        graduationDate = date
    }
}

extension CBORCursor {
    @inline(__always)
    fileprivate mutating func expect(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        guard try argument(.unsigned, source) == key.rawValue else { throw .unexpectedItem }
    }

    @inline(__always)
    fileprivate mutating func text(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> String {
        try expect(key, source)
        return try text(source)
    }

    @inline(__always)
    fileprivate mutating func pass(
        _ key: RecordKey,
        _ major: Major,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        try expect(key, source)
        _ = try string(major, source)
    }

    @inline(__always)
    fileprivate mutating func passInteger(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) {
        try expect(key, source)
        _ = try integer(source)
    }
}
