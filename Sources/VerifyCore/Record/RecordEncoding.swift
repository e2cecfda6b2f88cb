internal import Persian

extension DegreeRecord {
    /// The layout of records that this version writes and reads.
    static let schema: UInt64 = 1

    /// The record as deterministic CBOR.
    package func encoded() -> [UInt8] {
        var map = RecordWriter(count: 21 + optionalCount)
        map.number(.schema, Self.schema)
        map.bytes(.uuid, uuid.bytes)
        map.text(.firstNameFa, firstNameFa)
        map.text(.lastNameFa, lastNameFa)
        map.text(.firstNameEn, firstNameEn)
        map.text(.lastNameEn, lastNameEn)
        map.text(.fatherNameFa, fatherNameFa)
        map.number(.idKind, UInt64(idKind.code))
        map.text(.idNumber, idNumber)
        map.date(.birthDate, birthDate)
        map.text(.institutionCode, institutionCode)
        map.text(.institutionNameFa, institutionNameFa)
        map.text(.institutionNameEn, institutionNameEn)
        map.number(.documentKind, UInt64(documentKind.code))
        map.number(.level, UInt64(level.code))
        map.text(.fieldCode, fieldCode)
        map.text(.fieldFa, fieldFa)
        map.text(.fieldEn, fieldEn)
        map.number(.mode, UInt64(mode.code))
        if let entranceDate { map.date(.entranceDate, entranceDate) }
        map.date(.graduationDate, graduationDate)
        map.text(.diplomaNumber, diplomaNumber)
        if let average { map.number(.average, UInt64(average)) }
        if !files.isEmpty { map.digests(.files, files) }
        if let decision { map.text(.decision, decision) }
        if let supersedes { map.bytes(.supersedes, supersedes.bytes) }
        return map.writer.bytes
    }

    private var optionalCount: Int {
        [entranceDate != nil, average != nil, !files.isEmpty, decision != nil, supersedes != nil]
            .count { $0 }
    }
}

/// Writes the entries of a record's map.
private struct RecordWriter {
    var writer = CBORWriter(capacity: 640)

    init(count: Int) {
        writer.map(count: count)
    }

    mutating func number(_ key: RecordKey, _ value: UInt64) {
        writer.head(.unsigned, key.rawValue)
        writer.head(.unsigned, value)
    }

    mutating func text(_ key: RecordKey, _ value: String) {
        writer.head(.unsigned, key.rawValue)
        writer.text(value)
    }

    mutating func bytes(_ key: RecordKey, _ value: [UInt8]) {
        writer.head(.unsigned, key.rawValue)
        writer.byteString(value)
    }

    mutating func date(_ key: RecordKey, _ value: CivilDate) {
        writer.head(.unsigned, key.rawValue)
        writer.integer(Int64(value.daysSinceEpoch))
    }

    mutating func digests(_ key: RecordKey, _ values: [Digest]) {
        writer.head(.unsigned, key.rawValue)
        writer.array(count: values.count)
        for value in values { writer.byteString(value.bytes) }
    }
}
