import Persian
import Testing
import VerifyCore

@testable import Registry

struct DegreeViewTests {
    static func record(_ graduate: Graduate) throws -> DegreeRecord {
        let uuid = try #require(RecordID(Array(1...16)))
        return try #require(
            graduate.record(
                uuid: uuid,
                institutionNameFa: "دانشگاه تهران",
                institutionNameEn: "University of Tehran"
            )
        )
    }

    @Test(arguments: [
        ("مینا", "کاظمی‌پور", "م… ک…"),
        ("سید علی", "میر محمد صادقی", "س… ع… م… م… ص…"),
        ("Ö", "x", "Ö… x…"),
        ("a b", "c", "a… b… c…"),
        ("مینا", "", "م…"),
        ("", "", ""),
        ("𐎠𐎡", "پ", "𐎠… پ…"),
    ])
    func `a mask shows the first letter of each word and no length`(
        _ first: String,
        _ last: String,
        _ mask: String
    ) {
        #expect(DegreeView.masked(first.utf8Span.span, last.utf8Span.span) == mask)
    }

    @Test(arguments: [true, false])
    func `a glimpse of the bytes is what the record says`(_ hasEntranceDate: Bool) throws {
        var record = try Self.record(.test())
        if !hasEntranceDate { record.entranceDate = nil }
        let bytes = record.encoded()
        let glimpsed = try DegreeView(glimpsing: bytes.span)
        let whole = DegreeView(detailed: record)
        #expect(glimpsed.documentKind == whole.documentKind)
        #expect(glimpsed.level == whole.level)
        #expect(glimpsed.institution == whole.institution)
        #expect(glimpsed.year == whole.year)
        #expect(glimpsed.holderMasked == whole.holderMasked)
        #expect(glimpsed.detail == nil)
        #expect(whole.detail != nil)
    }

    @Test
    func `a glimpse of damaged bytes is refused or another glimpse, never a crash`() throws {
        let bytes = try Self.record(.test()).encoded()
        var refused = 0
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                do {
                    _ = try DegreeView(glimpsing: damaged.span)
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > bytes.count)
        // What is cut before the day of graduation cannot be glimpsed.
        let date = try #require(bytes.indices.last { bytes[$0] == 20 })
        for count in 0..<date {
            #expect(throws: CBOR.DecodingError.self) {
                try DegreeView(glimpsing: Array(bytes[..<count]).span)
            }
        }
    }
}
