import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct LegacyTests {
    /// Check digits wrong; right for another reading; beginning with zeros; ending like a spreadsheet's.
    static let codes = [
        "12345678901234567890", "00000000000000000017", "17958396597274391111",
        "12345678901234500000", "99000000000000000001",
    ]

    private func take(_ list: String, _ register: TestRegister) async throws -> LegacyImport {
        try await register.registry.importLegacyCodes(
            Array(list.utf8),
            by: TestRegister.saorg,
            at: TestRegister.now
        )
    }

    private func verdict(_ code: String, _ register: TestRegister) async throws -> Verdict {
        try await register.registry.answer(
            Question(.code(code)),
            from: .visitor,
            at: TestRegister.now
        ).verdict
    }

    @Test(arguments: TestEngine.allCases)
    func `a code of the former system is answered before it is called mistyped`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            for code in Self.codes {
                let before = try await verdict(code, register)
                #expect(before != .legacyValid)
            }
            let list = "code,year\n" + Self.codes.map { "\($0),1390\n" }.joined()
            #expect(try await take(list, register) == LegacyImport(added: 5))
            for code in Self.codes {
                #expect(try await verdict(code, register) == .legacyValid)
                #expect(try await verdict(Digits.persian(code), register) == .legacyValid)
            }
            #expect(try await verdict("12345678901234567891", register) == .mistyped)
            #expect(try await take(list, register) == LegacyImport(unchanged: 5))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one that looks like ours is found too, and costs no attempt`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let own = try #require(AuthenticityCode(keyID: 10, locator: 123, tag: 456))
            let test = try #require(AuthenticityCode(keyID: 99, locator: 123, tag: 456))
            #expect(try await verdict(own.digits, register) == .notFound)
            #expect(try await verdict(test.digits, register) == .test)
            let done = try await take("\(own.grouped)\n\(test.digits)\n", register)
            #expect(done.added == 2)
            #expect(try await verdict(own.digits, register) == .legacyValid)
            #expect(try await verdict(test.digits, register) == .legacyValid)
            #expect(try await register.count("attempt") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only a keyed hash is stored, and it survives a rotation`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            _ = try await take(Self.codes[0], register)
            let hash = try await register.database.read { connection in
                try connection.first("SELECT hash FROM legacy_code") { try $0.blob(0) }
            }
            #expect(hash?.count == 32)
            #expect(hash != SHA256.hash(Array(Self.codes[0].utf8)))
            try register.perform { try $0.rotating(.data, kek: $1, at: TestRegister.now) }
            #expect(try await verdict(Self.codes[0], register) == .legacyValid)
            #expect(try await take(Self.codes[0], register) == LegacyImport(unchanged: 1))
            // The hashes of another register are of no use here.
            let other = try Keyring.new(kek: register.kek, at: TestRegister.now)
            register.keyring.replace(with: other)
            #expect(try await verdict(Self.codes[0], register) == .mistyped)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a bad record is named, an institution refused`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let list = """
                کد صحت
                123
                \(Self.codes[0])
                1.79584E+19
                17958396597274390528.0
                "17,958,396,597,274,390,528.00"
                \(Self.codes[3])

                """
            let done = try await take(list, register)
            #expect(done.added == 2)
            #expect(
                done.problems == [
                    ImportProblem(record: 1, column: "code", code: "format"),
                    ImportProblem(record: 3, column: "code", code: "spreadsheet"),
                    ImportProblem(record: 4, column: "code", code: "spreadsheet"),
                    ImportProblem(record: 5, column: "code", code: "spreadsheet"),
                ]
            )
            let untitled = try await take("1.79584E+19\n\(Self.codes[1])\n", register)
            #expect(untitled.added == 1 && untitled.problems.map(\.record) == [1])
            await #expect(throws: RegistryError.onlySAORG) {
                try await register.registry.importLegacyCodes(
                    [],
                    by: TestRegister.tehran,
                    at: TestRegister.now
                )
            }
        }
    }
}
