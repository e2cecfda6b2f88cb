import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// What a person's case claims about a document that the data bank knows.
struct ClaimTests {
    /// A claim with another average and another last name than the row of the university.
    private static var claim: Graduate {
        var claim = Graduate.test(1, lastNameFa: "کاظمی")
        claim.average = 1_925
        return claim
    }

    private func bank(_ graduate: Graduate, _ register: TestRegister) async throws {
        let upload = try await register.upload(UploadFile.csv([graduate]))
        #expect(upload.count(of: .rejected) == 0)
    }

    private func banked(_ register: TestRegister) async throws -> Graduate? {
        try await register.database.read { connection in
            try DataBank.row(like: .test(1), in: connection)?.graduate
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a claim that differs overwrites nothing until the reviewer has chosen each value`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await bank(.test(1), register)
            let desk = CaseDesk(register)
            let comparison = try await register.registry.compare(Self.claim)
            #expect(comparison.differences.map(\.column) == [.lastNameFa, .average])
            #expect(comparison.differences.map(\.claim) == ["کاظمی", "19.25"])
            #expect(comparison.differences.map(\.dataBank) == ["کاظمی‌پور", "17.25"])
            for values in [[:], [.average: .dataBank]] as [[GraduateColumn: ClaimChoices.Source]] {
                let choices = ClaimChoices(row: comparison.row, values: values)
                let missing = [GraduateColumn.lastNameFa, .average].filter { values[$0] == nil }
                #expect(
                    try await desk.issue(Self.claim, choosing: choices)
                        == .refused(.differsFromDataBank(missing))
                )
            }
            #expect(try await banked(register) == .test(1))
            let choices = ClaimChoices(
                row: comparison.row,
                values: [.lastNameFa: .claim, .average: .dataBank]
            )
            let degree = try await desk.issue(Self.claim, choosing: choices).degree
            let record = try await register.registry.degree(
                id: try #require(degree).id,
                by: TestRegister.saorg
            ).record
            #expect(record.lastNameFa == "کاظمی" && record.average == 1_725)
            #expect(try await banked(register) == Graduate(record))
            var problems: [String] = []
            _ = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `choices hold for the row that the reviewer saw only`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            try await bank(.test(1), register)
            let desk = CaseDesk(register)
            let seen = try await register.registry.compare(Self.claim)
            let choices = ClaimChoices(
                row: seen.row,
                values: [.lastNameFa: .claim, .average: .dataBank]
            )
            var later = Graduate.test(1)
            later.average = 1_250
            try await bank(later, register)
            #expect(
                try await desk.issue(Self.claim, choosing: choices)
                    == .refused(.differsFromDataBank([]))
            )
            #expect(try await banked(register)?.average == 1_250)
            // The reviewer saw no row, and now there is one; or the row that was seen is another document's.
            #expect(
                try await desk.issue(Self.claim)
                    == .refused(.differsFromDataBank([.lastNameFa, .average]))
            )
            #expect(
                try await desk.issue(.test(2), choosing: choices)
                    == .refused(.differsFromDataBank([]))
            )
            #expect(try await register.count("degree") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `values that do not fit together are refused with their reason`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var old = Graduate.test(1)
            old.entranceDate = CivilDate(daysSinceEpoch: 14_700)
            old.graduationDate = CivilDate(daysSinceEpoch: 15_500)
            try await bank(old, register)
            let comparison = try await register.registry.compare(.test(1))
            let choices = ClaimChoices(
                row: comparison.row,
                values: [.entranceDate: .claim, .graduationDate: .dataBank]
            )
            let result = try await CaseDesk(register).issue(.test(1), choosing: choices)
            guard case .refused(.contradictory(let remarks)) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(remarks.map(\.code) == [.graduationBeforeEntrance])
            #expect(try await banked(register) == old)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row of a birth certificate gets the applicant's number if the reviewer chooses it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var old = Graduate.test(1)
            old.idKind = .birthCertificate
            old.idNumber = "17"
            old.idPlace = "قم"
            try await bank(old, register)
            let desk = CaseDesk(register)
            let comparison = try await register.registry.compare(.test(1))
            #expect(comparison.differences.map(\.column) == [.idNumber])
            #expect(comparison.differences.map(\.dataBank) == ["birth_certificate 17 قم"])
            #expect(
                try await desk.issue(.test(1)) == .refused(.differsFromDataBank([.idNumber]))
            )
            let bank = ClaimChoices(row: comparison.row, values: [.idNumber: .dataBank])
            #expect(
                try await desk.issue(.test(1), choosing: bank) == .refused(.birthCertificate)
            )
            let claim = ClaimChoices(row: comparison.row, values: [.idNumber: .claim])
            #expect(try await desk.issue(.test(1), choosing: claim).degree?.isNew == true)
            #expect(try await banked(register) == .test(1))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a choice never gives a document to another person`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            try await bank(.test(1), register)
            var other = Graduate.test(2)
            other.diplomaNumber = "1395/1"
            let comparison = try await register.registry.compare(other)
            let choices = ClaimChoices(row: comparison.row, values: [.idNumber: .claim])
            let claim = other
            #expect(
                try await CaseDesk(register).issue(claim, choosing: choices)
                    == .refused(.numberTaken)
            )
            #expect(try await banked(register) == .test(1))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the state of a passport is a value that the reviewer chooses`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var old = Graduate.test(1)
            old.idKind = .passport
            old.idNumber = "P0123456"
            try await bank(old, register)
            var claim = old
            claim.idCountry = "AFG"
            let comparison = try await register.registry.compare(claim)
            #expect(comparison.differences.map(\.claim) == ["passport AFG P0123456"])
            let choices = ClaimChoices(row: comparison.row, values: [.idNumber: .claim])
            let degree = try await CaseDesk(register).issue(claim, choosing: choices).degree
            let record = try await register.registry.degree(
                id: try #require(degree).id,
                by: TestRegister.saorg
            ).record
            #expect(record.idNumber == "AFG-P0123456")
            // A passport of another state is another person's.
            var another = claim
            another.idCountry = "IRQ"
            #expect(try await register.upload(UploadFile.csv([another])).count(of: .rejected) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a university still updates its own row, and a claim next to it is refused`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            try await bank(.test(1), register)
            try await bank(Self.claim, register)
            #expect(try await banked(register) == Self.claim)
            #expect(
                try await CaseDesk(register).issue(.test(1))
                    == .refused(.differsFromDataBank([.lastNameFa, .average]))
            )
            #expect(try await banked(register) == Self.claim)
        }
    }
}
