import Persian
import Testing

@testable import VerifyCore

struct RecordTests {
    @Test func `records have the bytes of the vectors and are read back`() throws {
        let cases = try FormatVectors("record").cases("records")
        let records = [SampleRecord.sara, SampleRecord.bornEarly, SampleRecord.decided]
        try #require(cases.count == records.count)
        for (vector, record) in zip(cases, records) {
            let bytes = try vector.bytes("bytes")
            #expect(record.encoded() == bytes)
            #expect(SHA256.hash(bytes) == (try vector.bytes("sha256")))
            #expect(try DegreeRecord(decoding: bytes) == record)
            #expect(try CBOR(decoding: bytes).encoded() == bytes)
        }
    }

    @Test func `damaged bytes are rejected or are another record`() throws {
        for record in [SampleRecord.sara, SampleRecord.bornEarly, SampleRecord.decided] {
            let bytes = record.encoded()
            for damaged in Damage.flipped(bytes) {
                guard let other = try? DegreeRecord(decoding: damaged) else { continue }
                #expect(other != record && other.encoded() == damaged)
            }
            for damaged in Damage.cut(bytes) {
                #expect(throws: CBOR.DecodingError.self) { try DegreeRecord(decoding: damaged) }
            }
            for damaged in Damage.extended(bytes) {
                #expect(throws: CBOR.DecodingError.trailingBytes) {
                    try DegreeRecord(decoding: damaged)
                }
            }
        }
    }

    /// Changes of single entries, by key; nil removes the entry.
    static let refused: [(Int64, CBOR?)] = [
        (0, .unsigned(2)), (0, nil), (1, .bytes([1])), (1, .text("x")), (2, nil),
        (2, .bytes([0x61])),
        (7, .unsigned(0)), (7, .unsigned(4)), (9, .unsigned(2_932_897)), (9, .integer(-719_529)),
        (9, .text("1990-03-21")), (9, .negative(.max)), (13, .unsigned(5)), (14, .unsigned(0)),
        (18, .unsigned(4)), (20, nil), (22, .integer(-1)), (22, .unsigned(.max)),
        (22, .unsigned(2001)), (23, .array([])),
        (23, .array([.bytes([1])])), (23, .bytes([])), (24, .unsigned(1)), (25, .bytes([])),
        (26, .unsigned(0)), (-1, .unsigned(0)),
    ]

    @Test(arguments: refused)
    func `an entry that the table does not have is rejected`(_ key: Int64, _ value: CBOR?) throws {
        let map = try CBOR(decoding: SampleRecord.sara.encoded())
        var entries = try #require(map.entries).filter { $0.key.integer != key }
        if let value { entries.append(CBOR.Entry(.integer(key), value)) }
        let bytes = CBOR.map(entries).encoded()
        #expect(throws: CBOR.DecodingError.self) { try DegreeRecord(decoding: bytes) }
    }

    @Test func `dates of all years are read back`() throws {
        var record = SampleRecord.sara
        for days in [-719_528, -1, 0, 1, 23, 24, 2_932_896] {
            record.birthDate = CivilDate(daysSinceEpoch: days)
            #expect(try DegreeRecord(decoding: record.encoded()) == record)
        }
    }

    @Test func `long texts and many files are read back`() throws {
        var record = SampleRecord.bornEarly
        record.lastNameFa = String(repeating: "کاظمی‌پور ", count: 5000)
        record.files = (0..<300).map { SHA256.digest(of: [UInt8($0 & 0xff)].span) }
        #expect(try DegreeRecord(decoding: record.encoded()) == record)
    }
}
