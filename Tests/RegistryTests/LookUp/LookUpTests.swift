import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct LookUpTests {
    @Test(arguments: TestEngine.allCases)
    func `T0 shows the document and a masked name, and leaves no trace`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let answer = try await register.ask(issued.code)
            let degree = try #require(answer.degree)
            #expect(degree.documentKind == .diploma)
            #expect(degree.level == .bachelor)
            #expect(degree.institution.code == "1001")
            #expect(degree.institution.nameFa == "دانشگاه تهران")
            #expect(degree.institution.nameEn == "University of Tehran")
            #expect(degree.year == 1395)
            #expect(degree.holderMasked == "م… ک…")
            #expect(degree.detail == nil)
            #expect(try await register.count("viewing_day") == 0)
            #expect(try await register.count("attempt") == 0)
        }
    }

    @Test(
        arguments: [
            Question.Datum.familyName("کاظمي پور"), .familyName("كاظمی‌پور"),
            .familyName("KAZEMIPOUR"),
            .birthYear("۱۳۷۳"), .birthYear("1373"), .birthYear("1994"),
            .idLast4(String(String.nationalID(1).suffix(4))),
            .idLast4(Digits.persian(String.nationalID(1).suffix(4))),
        ],
        TestEngine.allCases
    )
    func `a right datum opens T1 and leaves an entry in the access log`(
        _ datum: Question.Datum,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let answer = try await register.ask(issued.code, knowing: datum)
            #expect(answer.verdict == .valid)
            let detail = try #require(answer.degree?.detail)
            #expect(detail.holderFa == "مینا کاظمی‌پور")
            #expect(detail.holderEn == "Mina Kazemipour")
            #expect(detail.fieldFa == "مهندسی کامپیوتر - نرم‌افزار")
            #expect(detail.diplomaNumber == "1395/1")
            #expect(detail.mode == .day)
            let shown = try await register.registry.degree(id: issued.id, by: TestRegister.saorg)
            #expect(
                shown.accessLog?.entries == [
                    AccessLogEntry(organisation: nil, consent: nil, at: TestRegister.now)
                ]
            )
        }
    }

    @Test(
        arguments: [
            Question.Datum.familyName("مینا"), .familyName(""), .familyName("کاظمی"),
            .birthYear("1374"), .birthYear("73"), .birthYear(""), .birthYear("1995"),
            .idLast4("0000"), .idLast4(""), .idLast4(String.nationalID(1)),
            .familyName(String(repeating: "ک", count: 5_000)),
        ],
        TestEngine.allCases
    )
    func `a wrong datum reads exactly like a wrong code`(
        _ datum: Question.Datum,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let wrongDatum = try await register.ask(issued.code, knowing: datum)
            let wrongTag = try await register.ask(try issued.code.wrong(), knowing: datum)
            let nowhere = try await register.ask(try issued.code.elsewhere(), knowing: datum)
            for answer in [wrongDatum, wrongTag, nowhere] {
                #expect(answer.verdict == .notFound)
                #expect(answer.degree == nil)
                #expect(answer.statusDate == nil && answer.reason == nil)
                #expect(answer.typing == nil && answer.suggestion == nil)
            }
            #expect(try await register.count("viewing_day") == 0)
        }
    }

    private static let numbers: [(HolderIDKind, String, String, right: String, wrong: String)] = [
        (.passport, "P0123456", "AFG", "3456", "0000"),
        // The fields take digits only, so the letters of a number are left out.
        (.passport, "C01X0006H", "DEU", "0006", "006H"),
        (.foreigner, "123456789012", "", "9012", "1234"),
    ]

    @Test(arguments: numbers, TestEngine.allCases)
    func `the last four digits of every kind of ID open T1, and its owner sees who did`(
        _ holder: (HolderIDKind, String, String, right: String, wrong: String),
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var graduate = Graduate.test(1)
            (graduate.idKind, graduate.idNumber, graduate.idCountry) = (
                holder.0, holder.1, holder.2
            )
            let issued = try await register.registry.issue(
                graduate,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            let wrong = try await register.ask(issued.code, knowing: .idLast4(holder.wrong))
            #expect(wrong.verdict == .notFound)
            let right = try await register.ask(issued.code, knowing: .idLast4(holder.right))
            #expect(right.degree?.detail?.holderFa == "مینا کاظمی‌پور")
            let shown = try await register.registry.degree(id: issued.id, by: TestRegister.saorg)
            #expect(shown.accessLog?.entries.count == 1)
            #expect(JSON(shown)["record"]?["id_country"]?.string == holder.2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an organisation sees T1 in batches by purpose and consent`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let consent = try Verifier.Consent(purpose: "hiring", reference: "C-17")
            let verifier = Verifier.organisation(name: "Alborz", consent: consent)
            let answer = try await register.ask(issued.code, from: verifier)
            #expect(answer.degree?.detail != nil)
            let without = Verifier.organisation(name: "Alborz", consent: nil)
            #expect(try await register.ask(issued.code, from: without).degree?.detail == nil)
            let shown = try await register.registry.degree(id: issued.id, by: TestRegister.saorg)
            #expect(
                shown.accessLog?.entries
                    == [
                        AccessLogEntry(
                            organisation: .init(id: "Alborz", name: "Alborz"),
                            consent: consent,
                            at: TestRegister.now
                        )
                    ]
            )
            let own = try await register.registry.degree(id: issued.id, by: TestRegister.tehran)
            #expect(own.accessLog == nil, "an institution does not see the access log")
            #expect(throws: RegistryError.invalid(field: "purpose", reason: .missing)) {
                try Verifier.Consent(purpose: " ", reference: "C-17")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `typing is judged without the register`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            func verdict(_ text: String) async throws -> Verdict {
                try await register.registry.answer(
                    Question(.code(text)),
                    from: .visitor,
                    at: TestRegister.now
                ).verdict
            }
            #expect(try await verdict(Digits.persian(code.grouped)) == .valid)
            #expect(try await verdict("") == .mistyped)
            #expect(try await verdict("1234") == .mistyped)
            #expect(try await verdict("1.79584E+19") == .truncated)
            var wrong: [Verdict] = []
            for digit in "0123456789" where digit != Array(code.digits)[5] {
                var digits = Array(code.digits)
                digits[5] = digit
                wrong.append(try await verdict(String(digits)))
            }
            // By chance, one in a hundred is some other code with its groups in reverse.
            #expect(wrong.allSatisfy { $0 == .mistyped || $0 == .reversed })
            #expect(wrong.count { $0 == .mistyped } > 5)
            #expect(try await verdict(String(repeating: "1", count: 1_000_000)) == .mistyped)
            let reversed = code.grouped.split(separator: " ").reversed().joined(separator: " ")
            if (try? AuthenticityCode(parsing: reversed)) == nil {
                let answer = try await register.registry.answer(
                    Question(.code(reversed)),
                    from: .visitor,
                    at: TestRegister.now
                )
                #expect(answer.verdict == .reversed)
                #expect(answer.suggestion == code)
            }
            #expect(try await register.count("attempt") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code of the test realm is a test, whatever is in the register`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try #require(AuthenticityCode(keyID: 99, locator: 5, tag: 7))
            #expect(try await register.ask(code).verdict == .test)
        }
    }

    @Test(arguments: [UInt8(10), 45, 89, 90, 98], TestEngine.allCases)
    func `a key id without a key is not found`(_ id: UInt8, _ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            register.keyring.replace(with: Keyring())
            let code = try #require(AuthenticityCode(keyID: id, locator: 5, tag: 7))
            #expect(try await register.ask(code).verdict == .notFound)
            #expect(try await register.count("attempt") == 1)
        }
    }
}

extension AuthenticityCode {
    /// A code at a place where no degree is.
    func elsewhere(_ number: UInt32 = 1) throws -> AuthenticityCode {
        try #require(
            AuthenticityCode(
                keyID: keyID,
                locator: (locator + number) % Self.locators,
                tag: tag
            )
        )
    }
}
