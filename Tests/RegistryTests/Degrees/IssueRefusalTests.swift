import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// What no code is made of: a sentence and a next step, never an error, and nothing is kept.
struct IssueRefusalTests {
    /// Every refusal, for the tests of their sentences; the switch stops the build for a new one.
    static let all: [IssueRefusal] = {
        let one = IssueRefusal.alreadyIssued
        switch one {
        case .notYourInstitution, .institutionUnknown, .windowClosed, .birthCertificate,
            .issuingStateMissing, .numberTaken, .alreadyIssued, .issuedWithOtherData,
            .decisionUsed, .differsFromDataBank, .contradictory, .noSuchDegree, .notInForce,
            .noActiveKey, .keyUnusable, .keyNotHere, .integrityFailure:
            break
        }
        return [
            .notYourInstitution, .institutionUnknown(code: "1999"),
            .windowClosed(until: TestRegister.now), .birthCertificate, .issuingStateMissing,
            .numberTaken, .alreadyIssued, .issuedWithOtherData, .decisionUsed,
            .differsFromDataBank([.lastNameFa, .average]), .differsFromDataBank([]),
            .contradictory([RowRemark(.graduationBeforeEntrance, .graduationDate)]),
            .noSuchDegree, .notInForce(.suspended(since: TestRegister.now)), .noActiveKey(.code),
            .keyUnusable(id: 17), .keyNotHere(.code(17)), .integrityFailure,
        ]
    }()

    @Test(arguments: all)
    func `each refusal has a sentence and a next step in both languages`(_ refusal: IssueRefusal) {
        for wording in [refusal.sentence, refusal.nextStep] {
            for text in [wording.fa, wording.en] {
                #expect(text.count > 10 && text.hasSuffix(".") && !text.hasSuffix(".."))
            }
            #expect(!wording.en.contains { !$0.isASCII })
        }
        #expect(refusal.wording.en == "\(refusal.sentence.en) \(refusal.nextStep.en)")
        // The sentences of two refusals differ, unless it is one refusal with two values.
        let same = Self.all.filter { $0.wording == refusal.wording }
        #expect(same.count == 1 || same.allSatisfy { $0.sentence.en.hasPrefix("A key") })
    }

    @Test(arguments: all)
    func `the error of a single request is the same refusal`(_ refusal: IssueRefusal) {
        let error = RegistryError(refusal)
        #expect(IssueRefusal(error) == refusal)
        #expect(error.description.first?.isUppercase == false || error.description.contains("ID"))
        #expect(!error.description.hasSuffix("."))
    }

    /// Requires that a case is refused and leaves the register as it was.
    private func expect(
        _ refusal: IssueRefusal,
        _ register: TestRegister,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Issuing
    ) async throws {
        let tables: [SQL] = ["degree", "graduate", "degree_event"]
        var before: [Int64] = []
        for table in tables { before.append(try await register.count(table)) }
        #expect(try await body() == .refused(refusal), sourceLocation: sourceLocation)
        var after: [Int64] = []
        for table in tables { after.append(try await register.count(table)) }
        #expect(before == after, sourceLocation: sourceLocation)
    }

    @Test(arguments: TestEngine.allCases)
    func `institutions and holders are refused`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let desk = CaseDesk(register)
            var sharif = desk
            sharif.actor = TestRegister.sharif
            try await expect(.notYourInstitution, register) { try await sharif.issue(.test(1)) }
            try await expect(.institutionUnknown(code: "1999"), register) {
                try await desk.issue(.test(1, institution: "1999"))
            }
            var old = Graduate.test(1)
            old.idKind = .birthCertificate
            old.idNumber = "17"
            old.idPlace = "قم"
            try await expect(.birthCertificate, register) { try await desk.issue(old) }
            await #expect(throws: RegistryError.notIssued(.birthCertificate)) {
                try await register.registry.issue(
                    old,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            var passport = Graduate.test(1)
            passport.idKind = .passport
            passport.idNumber = "P0123456"
            try await expect(.issuingStateMissing, register) { try await desk.issue(passport) }
            passport.idCountry = "AFG"
            #expect(try await desk.issue(passport).degree?.isNew == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `documents that were issued, and numbers of other persons, are refused`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = CaseDesk(register)
            _ = try await register.issue(1)
            try await expect(.alreadyIssued, register) { try await desk.issue(.test(1)) }
            let changed = Graduate.test(1, firstNameFa: "مینو")
            try await expect(.issuedWithOtherData, register) { try await desk.issue(changed) }
            var taken = Graduate.test(2)
            taken.diplomaNumber = "1395 - 1"
            try await expect(.numberTaken, register) { [taken] in try await desk.issue(taken) }
            #expect(try await desk.issue(.test(3)).degree?.isNew == true)
            try await expect(.decisionUsed, register) { try await desk.issue(.test(4)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `corrections are refused`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let desk = CaseDesk(register)
            let degree = try await register.issue(1)
            _ = try await register.issue(2)
            let changed = Graduate.test(1, firstNameFa: "مینو")
            try await expect(.noSuchDegree, register) { try await desk.correct("x", to: changed) }
            var taken = Graduate.test(1)
            taken.diplomaNumber = "1395/2"
            try await expect(.numberTaken, register) { [taken] in
                try await desk.correct(degree.id, to: taken)
            }
            var own = desk
            own.actor = TestRegister.tehran
            let end = TestRegister.now.adding(seconds: -1)
            try await register.registry.setWindow(
                of: "1001",
                until: end,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            try await expect(.windowClosed(until: end), register) {
                try await own.correct(degree.id, to: changed)
            }
            try await register.revoke(degree)
            try await expect(.notInForce(.revoked(.court, since: TestRegister.now)), register) {
                try await desk.correct(degree.id, to: changed)
            }
            #expect(try await register.ask(degree.code).verdict == .revoked)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `missing keys and rows that were edited are refused`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let desk = CaseDesk(register)
            let degree = try await register.issue(1)
            try await register.revoke(degree)
            let keys = register.keyring.current
            try register.compromise(codeKey: degree.code.keyID)
            try await expect(.keyUnusable(id: degree.code.keyID), register) {
                try await desk.issue(.test(1))
            }
            register.keyring.replace(with: keys)
            try register.place.edit("UPDATE degree SET issued_by = 'saorg:other';")
            try await expect(.integrityFailure, register) { try await desk.issue(.test(1)) }
            register.keyring.replace(with: Keyring())
            let result = try await desk.issue(.test(2))
            guard case .refused(.keyNotHere) = result else {
                Issue.record("\(result)")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without an active code key nothing is issued`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            // A register that was founded without keys has no seals, and is not refused for them.
            try register.place.edit("UPDATE institution SET seal = NULL;")
            register.keyring.replace(with: Keyring())
            try await expect(.noActiveKey(.code), register) {
                try await CaseDesk(register).issue(.test(1))
            }
        }
    }
}
