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
    func `a summary of the bytes equals the decoded record`(_ hasEntranceDate: Bool) throws {
        var record = try Self.record(.test())
        if !hasEntranceDate { record.entranceDate = nil }
        let bytes = record.encoded()
        let summary = try DegreeView(summarising: bytes.span)
        let whole = DegreeView(detailed: record)
        #expect(summary.documentKind == whole.documentKind)
        #expect(summary.level == whole.level)
        #expect(summary.institution == whole.institution)
        #expect(summary.year == whole.year)
        #expect(summary.holderMasked == whole.holderMasked)
        #expect(summary.detail == nil)
        #expect(whole.detail != nil)
    }

    @Test
    func `a summary of damaged bytes is refused or another summary, never a crash`() throws {
        let bytes = try Self.record(.test()).encoded()
        var refused = 0
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                do {
                    _ = try DegreeView(summarising: damaged.span)
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > bytes.count)
        // What is cut before the day of graduation cannot be summary.
        let date = try #require(bytes.indices.last { bytes[$0] == 20 })
        for count in 0..<date {
            #expect(throws: CBOR.DecodingError.self) {
                try DegreeView(summarising: Array(bytes[..<count]).span)
            }
        }
    }
}
