import Testing

@testable import VerifyCore

/// `scripts/vectors` compares the bytes and the totals with another implementation.
struct TranscriptTests {
    private func vectors() throws -> [(name: String, bytes: [UInt8])] {
        try FormatVectors("transcript").cases("transcripts").map {
            (try $0.text("name"), try $0.bytes("bytes"))
        }
    }

    @Test func `the vectors are read, and written as they were`() throws {
        let cases = try vectors()
        try #require(cases.count == 3)
        for (name, bytes) in cases {
            let transcript = try Transcript(decoding: bytes)
            #expect(transcript.encoded() == bytes, "\(name)")
        }
    }

    @Test func `a changed bit is rejected or is another transcript`() throws {
        for (name, bytes) in try vectors() {
            let transcript = try Transcript(decoding: bytes)
            for damaged in Damage.flipped(bytes) {
                guard let other = try? Transcript(decoding: damaged) else { continue }
                #expect(other != transcript && other.encoded() == damaged, "\(name)")
                #expect(other.digest != transcript.digest)
            }
            for damaged in Array(Damage.cut(bytes)) + Array(Damage.extended(bytes)) {
                #expect(throws: CBOR.DecodingError.self) { try Transcript(decoding: damaged) }
            }
        }
    }

    @Test func `computed totals are those that the vectors state`() throws {
        for (name, bytes) in try vectors() {
            let transcript = try Transcript(decoding: bytes)
            guard transcript.totals.basis == .computed else { continue }
            let rules = try #require(
                MarkRules.of(transcript.level, enteredIn: transcript.entranceYear)
            )
            let computed = ComputedTotals(transcript.lines, rules)
            #expect(StatedTotals(computed) == transcript.totals, "\(name)")
            #expect(rules.passMark == transcript.passMark)
        }
    }
}
