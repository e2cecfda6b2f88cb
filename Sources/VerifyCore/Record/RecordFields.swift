internal import Persian

/// The keys of a record's map, in the order in which the deterministic encoding writes them.
///
/// The name of a case in snake case is the field's name in docs/formats/record.md, which is the reference of
/// this table. A key never changes its meaning.
package enum RecordKey: UInt64, Sendable, CaseIterable {
    /// The layout of the map; not a field of the record.
    case schema = 0
    /// The key of the field with the same name in `DegreeRecord`.
    case uuid, firstNameFa, lastNameFa, firstNameEn, lastNameEn, fatherNameFa, idKind, idNumber,
        birthDate
    /// The key of the field with the same name in `DegreeRecord`.
    case institutionCode, institutionNameFa, institutionNameEn, documentKind, level, fieldCode,
        fieldFa, fieldEn
    /// The key of the field with the same name in `DegreeRecord`.
    case mode, entranceDate, graduationDate, diplomaNumber, average, files, decision, supersedes
}

extension DegreeRecord {
    /// The layout of the records that this version writes and reads.
    static let schema: UInt64 = 1

    /// The greatest average mark in hundredths, 20.00.
    static let highestAverage = 2000

    /// Passes each field with its key to the visitor, in the order of the keys.
    ///
    /// This is the one list of the record's fields: the encoder, the decoder and the JSON form of the program
    /// `conformance` are visitors of it. A generic visitor and not a table of key paths, because the compiler
    /// specializes it, and decoding is on the path of look-ups; a write through a stored key path is an
    /// indirect call.
    ///
    /// `bytes` is the encoded map for a visitor that reads one; others ignore it. A visitor cannot store a
    /// `Span`, so each call gets it.
    ///
    /// - Throws: What the visitor throws.
    @inline(__always)
    package mutating func visit<Visitor: RecordVisitor>(
        _ visitor: inout Visitor,
        _ bytes: Span<UInt8>
    ) throws(Visitor.Failure) {
        try visitor.field(.uuid, &uuid, bytes)
        try visitor.field(.firstNameFa, &firstNameFa, bytes)
        try visitor.field(.lastNameFa, &lastNameFa, bytes)
        try visitor.field(.firstNameEn, &firstNameEn, bytes)
        try visitor.field(.lastNameEn, &lastNameEn, bytes)
        try visitor.field(.fatherNameFa, &fatherNameFa, bytes)
        try visitor.field(.idKind, &idKind, bytes)
        try visitor.field(.idNumber, &idNumber, bytes)
        try visitor.field(.birthDate, &birthDate, bytes)
        try visitor.field(.institutionCode, &institutionCode, bytes)
        try visitor.field(.institutionNameFa, &institutionNameFa, bytes)
        try visitor.field(.institutionNameEn, &institutionNameEn, bytes)
        try visitor.field(.documentKind, &documentKind, bytes)
        try visitor.field(.level, &level, bytes)
        try visitor.field(.fieldCode, &fieldCode, bytes)
        try visitor.field(.fieldFa, &fieldFa, bytes)
        try visitor.field(.fieldEn, &fieldEn, bytes)
        try visitor.field(.mode, &mode, bytes)
        try visitor.field(.entranceDate, &entranceDate, bytes)
        try visitor.field(.graduationDate, &graduationDate, bytes)
        try visitor.field(.diplomaNumber, &diplomaNumber, bytes)
        try visitor.field(.average, &average, bytes)
        try visitor.field(.files, &files, bytes)
        try visitor.field(.decision, &decision, bytes)
        try visitor.field(.supersedes, &supersedes, bytes)
    }
}

/// What `DegreeRecord.visit` calls for each field.
package protocol RecordVisitor {
    /// What a visit throws; `Never` for a visitor that only reads the record.
    associatedtype Failure: Error

    /// Reads or replaces the value of a field.
    mutating func field<Value: RecordValue>(
        _ key: RecordKey,
        _ value: inout Value,
        _ bytes: Span<UInt8>
    ) throws(Failure)
}

/// A type that a record's field can have, with its form in the record's map.
package protocol RecordValue: Sendable {
    /// Whether the map may lack the entry; the field then keeps its default, nil or an empty list.
    static var isOptional: Bool { get }

    /// Whether the map has an entry for this value.
    var isPresent: Bool { get }

    /// Appends the value's encoding.
    func write(to writer: inout CBORWriter)

    /// Reads the value at the cursor, and moves the cursor behind it.
    ///
    /// - Throws: `CBOR.DecodingError` for another type, or a value that the field cannot have.
    init(reading cursor: inout CBORCursor, _ bytes: Span<UInt8>) throws(CBOR.DecodingError)
}

extension RecordValue {
    /// An entry is required, unless the type overrides this.
    package static var isOptional: Bool { false }

    /// The value has an entry, unless the type overrides this.
    package var isPresent: Bool { true }
}

/// A word of a closed vocabulary, which the record stores as a number.
package protocol RecordWord: RecordValue {
    /// The number in the record; it never changes.
    var code: UInt8 { get }

    /// The word with this number; nil if the vocabulary has none.
    init?(code: UInt64)
}
