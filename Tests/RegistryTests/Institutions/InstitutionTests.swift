import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct InstitutionTests {
    static let list = """
        code,name_fa,name_en,kind,city
        1001,دانشگاه تهران,University of Tehran,university,تهران
        1002,دانشگاه صنعتي شريف,Sharif University of Technology,university,تهران
        1003,دانشگاه صنعتی امیرکبیر,Amirkabir University of Technology,university,تهران
        """

    @Test(arguments: TestEngine.allCases)
    func `the same list twice changes nothing, other names do`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            func take(_ list: String) async throws -> InstitutionImport {
                try await register.registry.importInstitutions(
                    Array(list.utf8),
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            #expect(try await take(Self.list) == InstitutionImport(added: 1, unchanged: 2))
            #expect(try await take("\u{feff}" + Self.list) == InstitutionImport(unchanged: 3))
            let renamed = Self.list.replacing("of Tehran", with: "of Teheran")
                .replacing(",", with: ";")
            #expect(try await take(renamed) == InstitutionImport(updated: 1, unchanged: 2))
            let institution = try await register.registry.institution("1001")
            #expect(institution?.nameEn == "University of Teheran")
            #expect(try await register.count("institution_event") == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a bad record does not hold up the good ones`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let list =
                "code,name_fa,name_en,kind,city\n,x,X,university,\n2 1,x,X,university,\n"
                + "3001,,X,university,\n۴۰۰۱,دانشگاه نو,New,university,\n"
                + "5001,\(String(repeating: "x", count: 201)),X,university,"
            let done = try await register.registry.importInstitutions(
                Array(list.utf8),
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            #expect(done.added == 1)
            #expect(
                done.problems == [
                    ImportProblem(record: 1, column: "code", code: "missing"),
                    ImportProblem(record: 2, column: "code", code: "format"),
                    ImportProblem(record: 3, column: "name_fa", code: "missing"),
                    ImportProblem(record: 5, column: "name_fa", code: "too_long"),
                ]
            )
            #expect(try await register.registry.institution("4001") != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `names of another alphabet or a wrong encoding are refused`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let list = """
                سازمان نمونه,,,,
                کد دانشگاه,نام,نام انگلیسی,نوع,شهر
                5001,University,New,university,
                5002,دانشگاه نو,دانشگاه نو,university,
                5003,Ø¯Ø§Ù†Ø´Ú¯Ø§Ù‡,New,university,
                5004,د\u{FFFD}نشگاه,New,university,
                5005,????????,New,university,
                5006,دانشگاه نو,New,university,تهر\u{FFFD}ن
                5007,دانشگاه نو (واحد ۲),New & Co.,university,Tehran
                """
            let done = try await register.registry.importInstitutions(
                Array(list.utf8),
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            #expect(done.added == 1)
            #expect(done.problems.map(\.record) == [1, 2, 3, 4, 5, 6])
            #expect(done.problems.allSatisfy { $0.code == "letters" })
            let columns = ["name_fa", "name_en", "name_fa", "name_fa", "name_fa", "city"]
            #expect(done.problems.map(\.column) == columns)
        }
    }

    @Test(arguments: ["", "code,name_fa\n1,2", "a,b,c,d,e"], TestEngine.allCases)
    func `a file without the columns is refused`(_ list: String, _ engine: TestEngine) async throws
    {
        try await engine.withRegister { register in
            await #expect(throws: RegistryError.self) {
                try await register.registry.importInstitutions(
                    Array(list.utf8),
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            let count = try await register.count("institution")
            #expect(count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `pages follow the codes`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let first = try await register.registry.institutions(after: nil, limit: 1)
            #expect(first.map(\.code) == ["1001"])
            let second = try await register.registry.institutions(after: "1001", limit: 5)
            #expect(second.map(\.code) == ["1002"])
            #expect(try await register.registry.institutions(after: "1002", limit: 5).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only the organisation adds institutions, each code once`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            func add(_ code: String, by actor: Actor) async throws {
                _ = try await register.registry.addInstitution(
                    code: code,
                    nameFa: "نو",
                    nameEn: "New",
                    kind: "institute",
                    city: "",
                    by: actor,
                    at: TestRegister.now
                )
            }
            await #expect(throws: RegistryError.onlySAORG) {
                try await add("7001", by: TestRegister.tehran)
            }
            await #expect(throws: RegistryError.institutionExists(code: "1001")) {
                try await add("1001", by: TestRegister.saorg)
            }
            try await add("7001", by: TestRegister.saorg)
        }
    }
}

struct AccessWindowTests {
    static let end = TestRegister.now.adding(seconds: 3_600)

    @Test(arguments: TestEngine.allCases)
    func `after its end only the organisation issues and corrects`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            try await registry.setWindow(
                of: "1001",
                until: Self.end,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            let before = Self.end.adding(seconds: -1)
            let issued = try await register.issue(1, by: TestRegister.tehran, at: before)
            await #expect(throws: RegistryError.windowClosed(until: Self.end)) {
                try await register.issue(2, by: TestRegister.tehran, at: Self.end)
            }
            await #expect(throws: RegistryError.windowClosed(until: Self.end)) {
                try await registry.correct(
                    issued.id,
                    to: .test(1, firstNameFa: "مینو"),
                    by: TestRegister.tehran,
                    at: Self.end
                )
            }
            #expect(try await register.count("graduate") == 1)
            // Another institution's window is its own; what makes no code is not bound.
            _ = try await register.issue(
                3,
                institution: "1002",
                by: TestRegister.sharif,
                at: Self.end
            )
            _ = try await registry.suspend(
                issued.id,
                note: "",
                by: TestRegister.tehran,
                at: Self.end
            )
            #expect(try await register.issue(2, at: Self.end).isNew)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name and an end that changed since the last degree count for the next one`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (registry, now) = (register.registry, TestRegister.now)
            _ = try await register.issue(1, by: TestRegister.tehran)
            _ = try await registry.importInstitutions(
                Array(InstitutionTests.list.replacing("of Tehran", with: "of Teheran").utf8),
                by: TestRegister.saorg,
                at: now
            )
            for number in 2...3 {
                let issued = try await register.issue(number, by: TestRegister.tehran)
                let details = try await registry.degree(id: issued.id, by: TestRegister.saorg)
                #expect(details.record.institutionNameEn == "University of Teheran")
            }
            try await registry.setWindow(of: "1001", until: now, by: TestRegister.saorg, at: now)
            await #expect(throws: RegistryError.windowClosed(until: now)) {
                try await register.issue(4, by: TestRegister.tehran)
            }
            #expect(try await register.count("degree") == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every change of a window is kept`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let ends: [Timestamp?] = [Self.end, Self.end, Self.end.adding(seconds: 60), nil]
            for until in ends {
                try await register.registry.setWindow(
                    of: "1001",
                    until: until,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
                let found = try await register.registry.institution("1001")
                #expect(found?.issuesUntil == until)
            }
            let events = try await register.count("institution_event WHERE kind = 'window'")
            #expect(events == 3)
            await #expect(throws: RegistryError.onlySAORG) {
                try await register.registry.setWindow(
                    of: "1001",
                    until: nil,
                    by: TestRegister.tehran,
                    at: TestRegister.now
                )
            }
            await #expect(throws: RegistryError.institutionUnknown(code: "9")) {
                try await register.registry.setWindow(
                    of: "9",
                    until: nil,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
        }
    }
}
