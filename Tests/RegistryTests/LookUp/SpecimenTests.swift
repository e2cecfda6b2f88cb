import Foundation
import Persian
import Store
import TestDatabases
import Testing

@testable import Registry
@testable import VerifyCore

/// The published codes of the test realm: docs/formats/test-realm.md.
struct SpecimenTests {
    @Test func `the codes are those that the page's keys and record make`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "VerifyCoreTests/Vectors/test-realm.json")
        let json = try JSON(parsing: [UInt8](Data(contentsOf: file)))
        let cases = try #require(json["cases"]?.array)
        #expect(cases.count == Specimen.all.count)
        for (specimen, vector) in zip(Specimen.all, cases) {
            #expect(specimen.code.digits == vector["code"]?.string)
            #expect(specimen.verdict.rawValue == vector["verdict"]?.string)
            #expect(Hex.encode(specimen.record.encoded()) == vector["record"]?.string)
        }
    }

    @Test func `no keyring may have the key of the test realm`() {
        #expect(!Keyring.Purpose.code.allows(id: String(AuthenticityCode.testKeyID)))
    }

    @Test(arguments: TestEngine.allCases)
    func `each specimen gets its verdict, the mark of a test, and leaves no trace`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            for specimen in Specimen.all {
                for _ in 0..<7 {
                    let answer = try await register.ask(specimen.code)
                    #expect(answer.verdict == specimen.verdict)
                    #expect(answer.isTest)
                    #expect((answer.degree != nil) == (specimen.status != nil))
                    #expect(answer.degree?.detail == nil)
                    let wording = VerdictWording(answer)
                    #expect(wording.title.en.hasPrefix("TEST"))
                    #expect(wording.message.en.contains(specimen.verdict.rawValue))
                }
            }
            #expect(try await register.count("attempt") == 0)
            #expect(try await register.count("degree") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a datum opens a specimen as it opens a degree, and never loses the mark`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = Specimen.all[0].code
            for datum in [
                Question.Datum.familyName("آزمايشي"), .familyName("test"), .birthYear("۱۳۷۲"),
                .idLast4("0000"),
            ] {
                let answer = try await register.ask(code, knowing: datum)
                #expect(answer.verdict == .valid && answer.isTest)
                #expect(answer.degree?.detail?.holderFa == "نمونه آزمایشی")
            }
            let wrong = try await register.ask(code, knowing: .birthYear("1374"))
            #expect(wrong.verdict == .notFound && wrong.isTest && wrong.degree == nil)
            let consent = try Verifier.Consent(purpose: "hiring", reference: "C-17")
            let employer = Verifier.organisation(name: "Alborz", consent: consent)
            #expect(try await register.ask(code, from: employer).degree?.detail != nil)
            #expect(try await register.count("viewing") == 0)
            #expect(try await register.count("viewing_day") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every other code of key id 99 is a test, also one that a client made`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let specimen = Specimen.all[0].code
            let digest = SHA256.digest(of: Specimen.all[0].record.encoded().span)
            for code in [
                // Anyone can make one with the published keys.
                try #require(CodeKey.testRealm.code(locator: 5, recordDigest: digest)),
                try specimen.wrong(), try specimen.elsewhere(),
            ] {
                let answer = try await register.ask(code)
                #expect(answer.verdict == .test && answer.isTest && answer.degree == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no answer about a real degree has the mark`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            for answer in [
                try await register.ask(issued.code), try await register.ask(issued.code.wrong()),
                try await register.ask(token: issued.qrText),
            ] {
                #expect(!answer.isTest)
                let json = try Self.json(answer)
                #expect(json["test"] == nil)
            }
            let specimen = try Self.json(await register.ask(Specimen.all[0].code))
            #expect(specimen["test"] == true)
            #expect(specimen["verdict"]?.string == "VALID")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a specimen in a file has the mark in its line and is counted as a test`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let real = try await register.issue().code
            let codes = Specimen.all.map(\.code) + [real]
            let file = "code\n" + codes.map(\.grouped).joined(separator: "\n") + "\n"
            let (batch, rows) = try await BatchTests.check(file, by: .visitor, register)
            #expect(
                rows.map { $0["verdict"] } == Specimen.all.map(\.verdict.rawValue) + ["VALID"]
            )
            #expect(
                rows.map { $0["test"] }
                    == [String?](repeating: "true", count: Specimen.all.count) + [""]
            )
            #expect(batch.counts == [.test: Specimen.all.count, .valid: 1])
            let errors = try await BatchTests.rows(.errors, of: batch.id, for: .visitor, register)
            #expect(errors.count == Specimen.all.count, "no specimen is a code that is in force")
        }
    }

    private static func json(_ answer: Answer) throws -> JSON {
        let now = TestRegister.now
        return try JSON(
            parsing: answer.json(checkedAt: now, now.description, reference: nil)
        )
    }
}
