import Testing

@testable import VerifyCore

struct CaseDecisionTests {
    private static let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/7"

    @Test func `a decision is the UUID of its case and the number of its event`() throws {
        let decision = try CaseDecision(parsing: Self.text)
        #expect(decision.caseID.description == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
        #expect(decision.seq == 7)
        #expect(decision.description == Self.text)
        #expect(CaseDecision(caseID: decision.caseID, seq: 0) == nil)
    }

    @Test(
        arguments: [
            "", "/", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/0", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/-7",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/07", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/+7",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/۷", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/7/7",
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6/7", " f81d4fae-7dec-11d0-a765-00a0c91e6bf6/7",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6/9223372036854775808",
            "کمیسیون ارزشیابی، ۱۴۰۳/۰۹/۱۴",
        ]
    )
    func `another text is no decision`(_ text: String) {
        #expect(throws: CaseDecision.ParsingError.format) { try CaseDecision(parsing: text) }
    }

    @Test func `a text that is cut, extended or changed is refused or another decision`() {
        let bytes = Array(Self.text.utf8)
        let decision = try? CaseDecision(parsing: Self.text)
        for length in 0..<bytes.count {
            let cut = String(decoding: bytes[..<length], as: UTF8.self)
            #expect((try? CaseDecision(parsing: cut)) == nil)
        }
        for byte in UInt8.min...127 {
            let longer = String(decoding: bytes + [byte], as: UTF8.self)
            #expect((try? CaseDecision(parsing: longer)) != decision)
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                let text = String(decoding: flipped, as: UTF8.self)
                guard let other = try? CaseDecision(parsing: text) else { continue }
                #expect(other != decision && other.description == text)
            }
        }
    }
}
