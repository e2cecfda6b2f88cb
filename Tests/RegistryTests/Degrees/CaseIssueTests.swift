import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Degrees that a case decides, inside the transaction of its move.
struct CaseIssueTests {
    @Test(arguments: TestEngine.allCases)
    func `the degree of a case has its decision and the accepted files in its record`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = CaseDesk(register)
            let degree = try #require(try await desk.issue(.test(1)).degree)
            #expect(degree.isNew)
            #expect(try await register.ask(degree.code).verdict == .valid)
            let details = try await register.registry.degree(id: degree.id, by: TestRegister.saorg)
            #expect(details.record.decision == CaseDesk.decision().description)
            #expect(details.record.files == CaseDesk.files)
            let record = JSON(details)["record"]
            #expect(record?["decision"]?.string == CaseDesk.decision().description)
            let files = CaseDesk.files.map { JSON.string(Hex.encode($0.bytes)) }
            #expect(record?["files"] == .array(files))
            _ = try await register.issue(2)
            var problems: [String] = []
            let check = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems == [] && check.rows == 2 && check.decided == 1)
        }
    }

    @Test(
        arguments: [
            "decision = NULL", "decision = '01010101-0101-0101-0101-010101010101/8'",
            "decision = ''",
        ],
        TestEngine.allCases
    )
    func `a decision that was edited is reported, and changes nothing of the degree`(
        _ edit: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let degree = try #require(try await CaseDesk(register).issue(.test(1)).degree)
            try register.place.edit("UPDATE degree SET \(edit);")
            var problems: [String] = []
            _ = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems == ["degree \(degree.id): the row does not match its seal"])
            let other = try await CaseDesk(register).issue(.test(1), by: CaseDesk.decision(2))
            #expect(other == .refused(.integrityFailure))
            #expect(try await register.ask(degree.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a decision cannot be given to a degree without one`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let degree = try await register.issue(1)
            try register.place.edit("UPDATE degree SET decision = '\(CaseDesk.decision())';")
            var problems: [String] = []
            _ = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems == ["degree \(degree.id): the row does not match its seal"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a move that fails after its degree leaves nothing, and its repetition makes one degree`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            struct Killed: Error {}
            var dying = CaseDesk(register)
            dying.afterwards = { _ in throw Killed() }
            let killed = dying
            await #expect(throws: Killed.self) { try await killed.issue(.test(1)) }
            #expect(try await register.count("degree") == 0)
            #expect(try await register.count("graduate") == 0)
            let desk = CaseDesk(register)
            let first = try #require(try await desk.issue(.test(1)).degree)
            // The answer of the first was lost: the same decision returns its degree.
            let again = try #require(try await desk.issue(.test(1)).degree)
            #expect(first.isNew && !again.isNew && first.code == again.code)
            #expect(try await register.count("degree") == 1)

            let changed = Graduate.test(1, firstNameFa: "مینو")
            await #expect(throws: Killed.self) { try await killed.correct(first.id, to: changed) }
            #expect(try await register.ask(first.code).verdict == .valid)
            #expect(try await register.count("degree_event") == 0)
            let corrected = try #require(try await desk.correct(first.id, to: changed).degree)
            #expect(try await register.ask(first.code).verdict == .superseded)
            #expect(try await register.ask(corrected.code).verdict == .valid)
            let record = try await register.registry.degree(
                id: corrected.id,
                by: TestRegister.saorg
            ).record
            #expect(record.decision == CaseDesk.decision(2).description)
            #expect(record.files == CaseDesk.files && record.supersedes?.description == first.id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two cases that issue one document at the same moment make one degree`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let gate = WriteGate()
            var slow = CaseDesk(register)
            slow.afterwards = { _ in gate.enter() }
            let first = slow
            let database = try Database(register.place.location, options: .patient)
            defer { database.close() }
            let second = CaseDesk(register.otherDaemon(database))
            async let one = first.issue(.test(1), by: CaseDesk.decision(1))
            try await eventually { gate.isEntered }
            async let two = second.issue(.test(1), by: CaseDesk.decision(2))
            try await Task.sleep(for: .milliseconds(200))
            // A repetition of the first transaction passes the gate, too.
            for _ in 0..<50 { gate.open() }
            let results = [try await one, try await two]
            #expect(results.compactMap(\.degree).count == 1)
            #expect(results.compactMap(\.refusal) == [.alreadyIssued])
            #expect(try await register.count("degree") == 1)
            #expect(try await register.count("graduate") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `eight cases and an upload of one document make one degree`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = CaseDesk(register)
            async let upload = register.upload(UploadFile.csv([.test(1)]), issues: true)
            let results = try await withThrowingTaskGroup(of: Issuing.self) { group in
                for number in UInt8(1)...8 {
                    group.addTask {
                        try await desk.issue(.test(1), by: CaseDesk.decision(number))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let issued = try await upload.issued
            #expect(results.compactMap(\.degree).count + issued == 1)
            #expect(results.compactMap(\.refusal).allSatisfy { $0 == .alreadyIssued })
            #expect(try await register.count("degree") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after the window the organisation issues by the decision of a case`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let end = TestRegister.now.adding(seconds: -1)
            try await register.registry.setWindow(
                of: "1001",
                until: end,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            var own = CaseDesk(register)
            own.actor = TestRegister.tehran
            #expect(try await own.issue(.test(1)) == .refused(.windowClosed(until: end)))
            #expect(try await register.count("graduate") == 0)
            let degree = try #require(try await CaseDesk(register).issue(.test(1)).degree)
            let details = try await register.registry.degree(id: degree.id, by: TestRegister.saorg)
            #expect(details.events.map(\.actor) == [TestRegister.saorg.label])
            #expect(details.record.decision == CaseDesk.decision().description)
            #expect(try await register.ask(degree.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a new code after a compromise keeps files and decision`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try #require(try await CaseDesk(register).issue(.test(1)).degree)
            try register.compromise(codeKey: issued.code.keyID)
            let again = try await register.issue(1)
            #expect(again.isNew)
            let record = try await register.registry.degree(id: again.id, by: TestRegister.saorg)
                .record
            #expect(record.decision == CaseDesk.decision().description)
            #expect(record.files == CaseDesk.files)
        }
    }
}
