import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct HeldDegreeTests {
    private static let now = TestRegister.now

    @Test(arguments: TestEngine.allCases)
    func `a holder finds the own degrees, newest graduation first, and no other one`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var older = Graduate.test(1, institution: "1002")
            older.graduationDate = CivilDate(daysSinceEpoch: 15_000)
            let newer = try await register.issue(1)
            let former = try await register.registry.issue(
                older,
                by: TestRegister.saorg,
                at: Self.now
            )
            let other = try await register.issue(2)
            let held = try await register.registry.degrees(heldBy: .test(1))
            #expect(held.degrees.map(\.degree.id) == [newer.id, former.id])
            #expect(held.unreadable == 0)
            let none = try await register.registry.degrees(heldBy: [])
            #expect(none.degrees.isEmpty)
            let registry = register.registry
            #expect(try await registry.degree(id: newer.id, heldBy: .test(1)) != nil)
            for (id, numbers) in [
                (other.id, .test(1)), (newer.id, .test(2)), (newer.id, Set()), ("x", .test(1)),
            ] as [(String, Set<HolderIdentity>)] {
                #expect(try await registry.degree(id: id, heldBy: numbers) == nil, "\(id)")
                let log = try await registry.accessLog(ofDegree: id, heldBy: numbers, limit: 10)
                #expect(log == nil, "\(id)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a passport is that of its state, and one of an unknown state has no holder`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            for (number, country) in [(1, "AFG"), (2, "")] {
                var graduate = Graduate.test(number)
                graduate.idKind = .passport
                graduate.idNumber = "P0123456"
                graduate.idCountry = country
                // Another holder would be refused: the same name and birth date are one person.
                _ = try await register.registry.issue(
                    graduate,
                    by: TestRegister.saorg,
                    at: Self.now
                )
            }
            for (country, count) in [("AFG", 1), ("IRQ", 0), ("", 0)] {
                let holder = HolderIdentity(.passport, country: country, number: "P0123456")
                let held = try await register.registry.degrees(heldBy: [holder])
                #expect(held.degrees.count == count, "\(country)")
            }
            let foreigner = HolderIdentity(.foreigner, country: "", number: "P0123456")
            #expect(try await register.registry.degrees(heldBy: [foreigner]).degrees.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a corrected degree has both versions and its history`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let old = try await register.issue(1)
            var corrected = Graduate.test(1)
            corrected.lastNameEn = "Kazemi"
            let new = try await register.registry.correct(
                old.id,
                to: corrected,
                by: TestRegister.saorg,
                at: Self.now
            )
            let registry = register.registry
            let details = try #require(try await registry.degree(id: old.id, heldBy: .test(1)))
            #expect(details.events.map(\.kind) == [.issued, .superseded])
            #expect(details.versions.map(\.degree.id) == [new.id])
            let newest = try #require(try await registry.degree(id: new.id, heldBy: .test(1)))
            #expect(newest.events.map(\.kind) == [.corrected])
            #expect(newest.versions.map(\.degree.id) == [old.id])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number that a correction took away opens the former version for its person only`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let old = try await register.issue(1)
            var corrected = Graduate.test(1)
            corrected.idNumber = .nationalID(9)
            let new = try await register.registry.correct(
                old.id,
                to: corrected,
                by: TestRegister.saorg,
                at: Self.now
            )
            let held = try await register.registry.degrees(heldBy: .test(9))
            #expect(held.degrees.map(\.degree.id) == [new.id])
            #expect(held.unreadable == 0)
            let details = try await register.registry.degree(id: new.id, heldBy: .test(9))
            #expect(details?.versions == [])
            #expect(try await register.registry.degree(id: new.id, heldBy: .test(1)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row that was changed by hand hides itself and no other one`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let broken = try await register.issue(1)
            let whole = try await register.registry.issue(
                .test(1, institution: "1002"),
                by: TestRegister.saorg,
                at: Self.now
            )
            try await register.database.write { connection in
                try connection.execute(
                    "UPDATE degree SET issued_by = 'saorg:other' WHERE id = \(broken.code.address)"
                )
            }
            let held = try await register.registry.degrees(heldBy: .test(1))
            #expect(held.degrees.map(\.degree.id) == [whole.id])
            #expect(held.unreadable == 1)
            #expect(register.alarms.count(.tampering) == 1)
            await #expect(throws: RegistryError.integrityFailure) {
                _ = try await register.registry.degree(id: broken.id, heldBy: .test(1))
            }
            // For another person the row does not exist, whatever its state.
            #expect(try await register.registry.degree(id: broken.id, heldBy: .test(2)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row of the data bank that points to another person's degree shows nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            _ = try await register.issue(1)
            try await register.database.write { connection in
                try connection.execute("UPDATE graduate SET id_number = \(String.nationalID(2))")
            }
            let held = try await register.registry.degrees(heldBy: .test(2))
            #expect(held == HeldDegrees(degrees: [], unreadable: 0))
        }
    }
}

extension Set<HolderIdentity> {
    /// The holder of the invented degree with a number.
    static func test(_ number: Int) -> Self {
        [HolderIdentity(.national, country: "IRN", number: .nationalID(number))]
    }
}
