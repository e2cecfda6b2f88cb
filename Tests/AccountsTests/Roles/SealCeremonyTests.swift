import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// Seals after a rotation of the data key, and after its compromise.
@Suite struct SealCeremonyTests {
    private static let now = TestRoles.now

    private func rotate(_ test: TestRoles) throws -> String {
        let keyring = test.test.keyring
        let former = try #require(keyring.current.active(.data)).id
        keyring.replace(
            with: try keyring.current.rotating(.data, kek: TestEngine.kek(), at: Self.now)
        )
        return former
    }

    private func compromise(_ key: String, _ test: TestRoles) throws {
        let keyring = test.test.keyring
        keyring.replace(
            with: try keyring.current.compromising(
                key,
                since: Self.now,
                kek: TestEngine.kek(),
                at: Self.now
            )
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `after a rotation and a renewal nothing needs the former key`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            _ = try await test.roles.propose(
                .block(staff.head, reason: "test"),
                by: TestRoles.operatorActor,
                at: Self.now
            )
            _ = try await test.test.registered(try TestCitizen(30))
            let former = try rotate(test)
            #expect(try await test.roles.renewSeals(at: Self.now) > 20)
            #expect(try await test.roles.renewSeals(at: Self.now) == 0)
            try compromise(former, test)
            let problems = try await test.problems()
            #expect(problems.isEmpty, "\(problems)")
            let (roles, now) = (test.roles, Self.now)
            #expect(try await roles.authority(of: staff.head, at: now).has(.head, in: "1001"))
            #expect(try await roles.usableRootAdministrators(at: now) == 2)
            #expect(try await roles.organisation("1001")?.contact == "office@1001.example")
            let citizen = try await test.test.people.persons(with: TestCitizen(30).number)
            #expect(citizen.first?.provenContact == (try TestCitizen(30).mobile))
            #expect(test.alarms.values.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a compromise exactly the reviewed rows are trusted, and no credential`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            let (roles, now) = (test.roles, Self.now)
            let citizen = try TestCitizen(30)
            _ = try await test.test.registered(citizen)
            try compromise(try rotate(test), test)
            #expect(try await !roles.authority(of: staff.head, at: now).has(.head))
            #expect(try await roles.usableRootAdministrators(at: now) == 0)
            let review = try await roles.sealReview()
            #expect(review.members.count == 4)
            #expect(review.members.contains { $0.roles == ["head 1001"] })
            #expect(review.organisations.contains("1001 institution office@1001.example"))
            await #expect(throws: RolesError.otherPersonRequired) {
                try await roles.trust(reviewed: review.digest, by: ["a", "a"], at: now)
            }
            await #expect(throws: RolesError.integrityFailure) {
                try await roles.trust(reviewed: "", by: ["a", "b"], at: now)
            }
            #expect(try await roles.trust(reviewed: review.digest, by: ["a", "b"], at: now) == 2)
            #expect(try await test.problems().isEmpty)
            #expect(try await roles.authority(of: staff.head, at: now).has(.head, in: "1001"))
            #expect(try await test.test.count("credential") == 0)
            #expect(try await test.test.count("session") == 0)
            for (index, root) in staff.roots.enumerated() {
                let grant = try #require(try await roles.grants(of: root).first)
                try await test.accept(grant, TestRoles.draft(index + 1))
            }
            #expect(try await roles.usableRootAdministrators(at: now) == 2)
            // A citizen proves contact and number again.
            let person = try #require(
                try await test.test.people.persons(with: citizen.number).first
            )
            #expect(person.level == .claimed)
            #expect(person.provenContact == nil)
            #expect(person.mobile.map { Contact.mobile($0) } == citizen.mobile)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row that changes between review and trust is not trusted`(
        _ engine: TestEngine
    ) async throws {
        try await TestRoles.staffed(engine) { test, staff in
            try compromise(try rotate(test), test)
            let review = try await test.roles.sealReview()
            try await test.database.write { connection in
                _ = try connection.execute(
                    "UPDATE role_grant SET role = 'root' WHERE id = \(staff.headGrant.id)"
                )
            }
            await #expect(throws: RolesError.integrityFailure) {
                try await test.roles.trust(
                    reviewed: review.digest,
                    by: ["a", "b"],
                    at: Self.now
                )
            }
        }
    }
}
