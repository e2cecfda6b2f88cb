internal import Persian

extension DegreeRecord {
    /// Reads a record from its deterministic CBOR; exactly the bytes that `encoded()` makes are read.
    package init(decoding bytes: [UInt8]) throws(CBOR.DecodingError) {
        try self.init(decoding: bytes.span)
    }

    /// Reads a record from lent bytes, in one pass.
    package init(decoding bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        var map = try RecordReader(bytes)
        guard try map.number(.schema, bytes) == Self.schema else { throw .unexpectedItem }
        uuid = try map.recordID(.uuid, bytes)
        firstNameFa = try map.text(.firstNameFa, bytes)
        lastNameFa = try map.text(.lastNameFa, bytes)
        firstNameEn = try map.text(.firstNameEn, bytes)
        lastNameEn = try map.text(.lastNameEn, bytes)
        fatherNameFa = try map.text(.fatherNameFa, bytes)
        idKind = try map.word(.idKind, bytes, IDKind.init(code:))
        idNumber = try map.text(.idNumber, bytes)
        birthDate = try map.date(.birthDate, bytes)
        institutionCode = try map.text(.institutionCode, bytes)
        institutionNameFa = try map.text(.institutionNameFa, bytes)
        institutionNameEn = try map.text(.institutionNameEn, bytes)
        documentKind = try map.word(.documentKind, bytes, DocumentKind.init(code:))
        level = try map.word(.level, bytes, Level.init(code:))
        fieldCode = try map.text(.fieldCode, bytes)
        fieldFa = try map.text(.fieldFa, bytes)
        fieldEn = try map.text(.fieldEn, bytes)
        mode = try map.word(.mode, bytes, StudyMode.init(code:))
        entranceDate = map.has(.entranceDate) ? try map.date(.entranceDate, bytes) : nil
        graduationDate = try map.date(.graduationDate, bytes)
        diplomaNumber = try map.text(.diplomaNumber, bytes)
        average = map.has(.average) ? try map.average(bytes) : nil
        files = map.has(.files) ? try map.digests(.files, bytes) : []
        decision = map.has(.decision) ? try map.text(.decision, bytes) : nil
        supersedes = map.has(.supersedes) ? try map.recordID(.supersedes, bytes) : nil
        try map.finish(bytes)
    }
}

/// Reads the entries of a record's map one after the other; their order is fixed, so none can come twice.
private struct RecordReader {
    /// 20.00, in hundredths.
    private static let highestAverage = 2000

    private var cursor = CBORCursor()
    /// The entries after the one whose key was read.
    private var remaining: UInt64
    /// The key that was read and whose value comes next; nil at the end.
    private var next: UInt64?

    init(_ source: Span<UInt8>) throws(CBOR.DecodingError) {
        remaining = try cursor.argument(.map, source)
        try advance(source)
    }

    /// Whether the next entry has this key.
    func has(_ key: RecordKey) -> Bool {
        next == key.rawValue
    }

    @inline(__always)
    private mutating func advance(_ source: Span<UInt8>) throws(CBOR.DecodingError) {
        guard remaining > 0 else {
            next = nil
            return
        }
        remaining -= 1
        next = try cursor.argument(.unsigned, source)
    }

    @inline(__always)
    private func expect(_ key: RecordKey) throws(CBOR.DecodingError) {
        guard next == key.rawValue else { throw .unexpectedItem }
    }

    mutating func number(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> UInt64 {
        try expect(key)
        let value = try cursor.argument(.unsigned, source)
        try advance(source)
        return value
    }

    mutating func text(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> String {
        try expect(key)
        let value = try cursor.text(source)
        try advance(source)
        return value
    }

    /// A word of a closed vocabulary, by its number.
    mutating func word<Word>(
        _ key: RecordKey,
        _ source: Span<UInt8>,
        _ word: (UInt64) -> Word?
    ) throws(CBOR.DecodingError) -> Word {
        guard let word = word(try number(key, source)) else { throw .unexpectedItem }
        return word
    }

    func finish(_ source: Span<UInt8>) throws(CBOR.DecodingError) {
        guard next == nil else { throw .unexpectedItem }
        try cursor.finish(source)
    }
}

extension RecordReader {
    mutating func date(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> CivilDate {
        try expect(key)
        guard let date = CivilDate(days: try cursor.integer(source)) else {
            throw .unexpectedItem
        }
        try advance(source)
        return date
    }

    mutating func recordID(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> RecordID {
        try expect(key)
        let range = try cursor.string(.bytes, source)
        guard let id = RecordID(source.extracting(range)) else { throw .unexpectedItem }
        try advance(source)
        return id
    }

    mutating func average(_ source: Span<UInt8>) throws(CBOR.DecodingError) -> Int {
        guard let average = Int(exactly: try number(.average, source)),
            average <= Self.highestAverage
        else { throw .unexpectedItem }
        return average
    }

    mutating func digests(
        _ key: RecordKey,
        _ source: Span<UInt8>
    ) throws(CBOR.DecodingError) -> [Digest] {
        try expect(key)
        let count = try cursor.argument(.array, source)
        // No files have no entry: a record has one encoding.
        guard count > 0 else { throw .notMinimal }
        var digests: [Digest] = []
        for _ in 0..<count {
            let range = try cursor.string(.bytes, source)
            guard let digest = Digest(source.extracting(range)) else { throw .unexpectedItem }
            digests.append(digest)
        }
        try advance(source)
        return digests
    }
}

extension CivilDate {
    /// The day so many days after 1970-01-01; nil outside of the years 0…9999.
    init?(days: Int64) {
        guard (-719_528...2_932_896).contains(days) else { return nil }
        self.init(daysSinceEpoch: Int(days))
    }
}
