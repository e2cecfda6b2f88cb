import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// An attacker can write the database and has no keys: no code of a row that he changed is valid.
struct TamperingTests {
    /// One way of editing a degree by hand; another row is there to take things from.
    struct Edit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the row's code answers: where the record is another, the code's tag is wrong for it.
        let verdict: Verdict
        let statements: @Sendable (_ id: Int64, _ other: Int64) -> String

        init(
            _ name: String,
            _ verdict: Verdict,
            _ statements: @escaping @Sendable (Int64, Int64) -> String
        ) {
            testDescription = name
            self.verdict = verdict
            self.statements = statements
        }

        /// An assignment to columns of the one row.
        init(setting assignment: String, _ verdict: Verdict) {
            self.init(assignment, verdict) { id, other in
                let words = assignment.replacing("OTHER", with: String(other))
                return "UPDATE degree SET \(words) WHERE id = \(id);"
            }
        }
    }

    /// Ten ways, each for ten rows: a hundred edits.
    static let edits = [
        Edit(
            setting: "record = CAST(replace(hex(record), '0', '1') AS BLOB)",
            .notFound
        ),
        Edit("a bit of the record", .notFound) { id, _ in
            // The last byte: the average.
            """
            UPDATE degree
            SET record = CAST(substr(record, 1, length(record) - 1) || zeroblob(1) AS BLOB)
            WHERE id = \(id);
            """
        },
        Edit(
            setting: "record = (SELECT record FROM degree WHERE id = OTHER)",
            .notFound
        ),
        Edit(
            setting: "token = (SELECT token FROM degree WHERE id = OTHER)",
            .integrityFailure
        ),
        Edit(
            setting: "row_mac = (SELECT row_mac FROM degree WHERE id = OTHER)",
            .integrityFailure
        ),
        Edit(
            setting: "row_mac = zeroblob(32)",
            .integrityFailure
        ),
        Edit(
            setting: "status = 3, status_at = '2026-01-01T00:00:00Z'",
            .integrityFailure
        ),
        Edit(
            setting: "status = 17",
            .integrityFailure
        ),
        Edit("the whole of another row", .notFound) { id, other in
            """
            UPDATE degree SET
                (record, token, row_mac) = (SELECT record, token, row_mac FROM degree WHERE id = \(other))
            WHERE id = \(id);
            """
        },
        Edit("the record, and a token and MAC of nothing", .notFound) { id, other in
            """
            UPDATE degree
            SET record = (SELECT record FROM degree WHERE id = \(other)), token = zeroblob(0), row_mac = zeroblob(0)
            WHERE id = \(id);
            """
        },
    ]

    @Test(arguments: TestEngine.allCases)
    func `a changed row does not affect the answers about addresses next to it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue().code
            try await register.database.write { connection in
                try connection.execute("UPDATE degree SET row_mac = token, record = token")
            }
            for distance: UInt32 in [1, 1000] {
                let near = try #require(
                    AuthenticityCode(
                        keyID: code.keyID,
                        locator: min(code.locator + distance, AuthenticityCode.locators - 1),
                        tag: code.tag
                    )
                )
                #expect(try await register.ask(near).verdict == .notFound)
            }
            #expect(register.alarms.count(.tampering) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hundred rows edited with the program of the engine are a hundred rows caught`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            var issued: [IssuedDegree] = []
            for number in 1...110 { issued.append(try await register.issue(number)) }
            let (edited, whole) = (issued[..<100], issued[100...])
            var statements = ""
            for (index, degree) in edited.enumerated() {
                let edit = Self.edits[index % Self.edits.count]
                statements += edit.statements(degree.code.address, whole[100].code.address) + "\n"
            }
            try register.place.edit(statements)
            for (index, degree) in edited.enumerated() {
                let byCode = try await register.ask(degree.code)
                #expect(byCode.verdict == Self.edits[index % Self.edits.count].verdict)
                #expect(byCode.degree == nil)
                let byToken = try await register.ask(token: degree.qrText)
                #expect(byToken.verdict == .integrityFailure)
            }
            #expect(register.alarms.count(.tampering) == 200)
            for degree in whole {
                #expect(try await register.ask(degree.code).verdict == .valid)
            }
            var problems: [String] = []
            let check = try await register.registry.checkDegrees { problems.append($0) }
            #expect(check == DegreeCheck(rows: 110, problems: 100))
            #expect(problems.count == 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a revocation that is taken back by hand is caught`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await register.revoke(issued)
            try register.place.edit(
                "UPDATE degree SET status = 0, status_at = NULL, status_reason = NULL;"
            )
            #expect(try await register.ask(issued.code).verdict == .integrityFailure)
            #expect(try await register.ask(token: issued.qrText).verdict == .integrityFailure)
        }
    }

    @Test(
        arguments: [
            "status_reason = 1", "status_at = '2020-01-01T00:00:00Z'", "status_at = 'long ago'",
            "status_reason = NULL", "status_at = NULL", "status = 1, status_reason = NULL",
            "status = -1", "status_reason = 99",
        ],
        TestEngine.allCases
    )
    func `the class and the day of a revocation cannot be changed by hand`(
        _ assignment: String,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await register.revoke(issued)
            try register.place.edit("UPDATE degree SET \(assignment);")
            let answer = try await register.ask(issued.code)
            #expect(answer.verdict == .integrityFailure)
            #expect(answer.reason == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a revoked version marked as replaced by hand does not let the document be issued again`(
        _ engine: TestEngine
    )
        async throws
    {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try await register.revoke(issued)
            try register.place.edit("UPDATE degree SET replaced = id;")
            await #expect(throws: RegistryError.integrityFailure) {
                try await register.issue()
            }
            #expect(register.alarms.count(.tampering) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row inserted or copied makes no code`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let place = try issued.code.elsewhere(17)
            try register.place.edit(
                """
                INSERT INTO degree (
                    id, uuid, graduate, replaced, record, token, row_mac, issued_at, issued_by
                )
                SELECT
                    \(place.address), randomblob(16), graduate, 1, record, token, row_mac, issued_at,
                    issued_by
                FROM degree;
                """
            )
            // The right tag of that address is not known; each one is refused, as where there is no row.
            for number in UInt32(0)..<20 {
                let verdict = try await register.ask(try place.wrong(number)).verdict
                #expect(verdict == (number < 5 ? .notFound : .rateLimited))
            }
            // At a locked address nothing is compared.
            #expect(register.alarms.count(.tampering) == 5)
            #expect(try await register.ask(issued.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row moved to another place is gone from both`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let place = try issued.code.elsewhere()
            try register.place.edit("UPDATE degree SET id = \(place.address);")
            #expect(try await register.ask(issued.code).verdict == .notFound)
            #expect(try await register.ask(place).verdict == .notFound)
            #expect(register.alarms.count(.tampering) == 1)
            #expect(try await register.ask(token: issued.qrText).verdict == .statusUnknown)
            #expect(register.alarms.count(.genuineTokenWithoutRow) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `to a wrong tag a changed row is no row, and its attempts are counted`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try register.place.edit("UPDATE degree SET row_mac = zeroblob(32);")
            #expect(try await register.ask(issued.code).verdict == .integrityFailure)
            let absent = try issued.code.elsewhere()
            for number in UInt32(1)...8 {
                let here = try await register.ask(try issued.code.wrong(number))
                let elsewhere = try await register.ask(try absent.wrong(number))
                #expect(here.verdict == elsewhere.verdict)
                #expect(here.verdict == (number <= 5 ? .notFound : .rateLimited))
            }
            #expect(register.alarms.count(.tampering) == 6)
            // The address is locked for its own code too; the paper's token still reports the row.
            #expect(try await register.ask(issued.code).verdict == .rateLimited)
            #expect(try await register.ask(token: issued.qrText).verdict == .integrityFailure)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a changed row is not sealed again by a change of its status`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (registry, saorg, now) = (
                register.registry, TestRegister.saorg, TestRegister.now
            )
            let victim = try await register.issue(1)
            _ = try await register.issue(2)
            let id = try await register.issue(3).id
            try register.place.edit(
                """
                UPDATE degree
                SET record = (SELECT record FROM degree WHERE id = \(victim.code.address))
                WHERE id <> \(victim.code.address);
                """
            )
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.suspend(id, note: "", by: saorg, at: now)
            }
            await #expect(throws: RegistryError.integrityFailure) {
                try await registry.degree(id: id, by: saorg)
            }
            await #expect(throws: RegistryError.integrityFailure) {
                try await register.issue(3)
            }
            #expect(try await register.count("degree_event") == 0)
        }
    }
}
