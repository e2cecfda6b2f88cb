import Persian
import Testing

@testable import VerifyCore

struct StatusTests {
    static let moment = Timestamp(secondsSinceEpoch: 1_795_260_711)

    static let statuses: [(DegreeStatus, Verdict)] = [
        (.active, .valid), (.superseded(since: moment), .superseded),
        (.revoked(.error, since: moment), .revoked), (.revoked(.court, since: moment), .revoked),
        (.suspended(since: moment), .suspended),
    ]

    @Test(arguments: statuses)
    func `a status is read back from its columns`(_ status: DegreeStatus, _ verdict: Verdict) {
        let read = DegreeStatus(
            code: UInt64(status.code),
            since: status.since,
            reason: status.reason
        )
        #expect(read == status)
        #expect(status.verdict == verdict)
    }

    static let edited: [(UInt64, Timestamp?, RevocationReason?)] = [
        (0, moment, nil), (0, nil, .error), (1, nil, nil), (1, moment, .court), (2, moment, nil),
        (2, nil, .court), (3, nil, nil), (3, moment, .error), (4, moment, nil), (.max, nil, nil),
    ]

    @Test(arguments: edited)
    func `columns that no status has are rejected`(
        _ code: UInt64,
        _ since: Timestamp?,
        _ reason: RevocationReason?
    ) {
        #expect(DegreeStatus(code: code, since: since, reason: reason) == nil)
    }

    @Test func `the numbers and words of vocabularies do not change`() {
        #expect(DocumentKind.allCases.map(\.code) == [1, 2, 3, 4])
        #expect(
            DocumentKind.allCases.map(\.rawValue) == [
                "diploma", "provisional", "transcript", "evaluation",
            ]
        )
        #expect(Level.allCases.map(\.code) == [1, 2, 3, 4])
        #expect(Level.allCases.map(\.rawValue) == ["associate", "bachelor", "master", "doctorate"])
        #expect(StudyMode.allCases.map(\.code) == [1, 2, 3])
        #expect(StudyMode.allCases.map(\.rawValue) == ["day", "evening", "distance"])
        #expect(IDKind.allCases.map(\.code) == [1, 2, 3])
        #expect(RevocationReason.allCases.map(\.code) == [1, 2, 3])
        #expect(RevocationReason.allCases.map(\.rawValue) == ["error", "misconduct", "court"])
        for code in UInt64(0)...10 {
            #expect(DocumentKind(code: code).map { UInt64($0.code) } ?? code == code)
            #expect(Level(code: code).map { UInt64($0.code) } ?? code == code)
            #expect(StudyMode(code: code).map { UInt64($0.code) } ?? code == code)
            #expect(IDKind(code: code).map { UInt64($0.code) } ?? code == code)
        }
    }

    @Test func `the words of verdicts do not change`() {
        #expect(
            Set(Verdict.allCases.map(\.rawValue)) == [
                "VALID", "SUPERSEDED", "REVOKED", "SUSPENDED", "NOT_FOUND", "MISTYPED", "TRUNCATED",
                "REVERSED", "TEST", "LEGACY_VALID", "INTEGRITY_FAILURE", "RATE_LIMITED",
                "TOKEN_FORMAT", "TOKEN_KEY_UNKNOWN", "TOKEN_SIGNATURE_BAD", "STATUS_STALE",
                "STATUS_UNKNOWN",
            ]
        )
    }

    @Test func `a record's id is read from its text and bytes`() throws {
        let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
        let id = try #require(RecordID(parsing: text))
        #expect(id.description == text)
        #expect(RecordID(id.bytes) == id)
        #expect(RecordID(parsing: text.uppercased()) == id)
        for wrong in ["", text.dropLast(), text + "0", text.replacing("-", with: ""), "{\(text)}"]
            as [any StringProtocol]
        {
            #expect(RecordID(parsing: String(wrong)) == nil)
        }
        #expect(RecordID(parsing: text.replacing("f8", with: "g8")) == nil)
        #expect(RecordID([1, 2, 3]) == nil)
    }
}
