import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts

/// The audit trail: a chain of seals for each object.
@Suite struct AuditTests {
    private static let now = TestEngine.now
    private static let person = AuditObject(.person, "p")

    private func write(
        _ count: Int,
        on object: AuditObject = AuditTests.person,
        by keyring: LiveKeyring,
        in database: Database
    ) async throws {
        for number in 0..<count {
            try await database.write { connection in
                _ = try Audit(keyring: keyring).record(
                    "viewed",
                    on: object,
                    by: .person("a", behalfOf: "b", network: "192.0.2.1"),
                    detail: "row \(number)",
                    at: Self.now.adding(seconds: Int64(-number)),
                    in: connection
                )
            }
        }
    }

    private func problems(_ keyring: LiveKeyring, _ database: Database) async throws -> [String] {
        var problems: [String] = []
        try await AuditTrail(database: database, keyring: keyring).check { problems.append($0) }
        return problems
    }

    @Test(arguments: TestEngine.allCases)
    func `the rows of an object have numbers without gaps, and times that never decrease`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            try await write(3, by: keyring, in: database)
            try await write(1, on: AuditObject(.grant, "g"), by: keyring, in: database)
            let trail = AuditTrail(database: database, keyring: keyring)
            let found = try await trail.search(AuditQuery(object: Self.person))
            #expect(found.entries.map(\.number) == [3, 2, 1])
            #expect(Set(found.entries.map(\.at)) == [Self.now])
            #expect(found.entries.allSatisfy { $0.seal == .intact })
            #expect(try await problems(keyring, database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `parallel writers of one object leave no gap`(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await write(5, by: keyring, in: database) }
                }
                try await group.waitForAll()
            }
            #expect(try await problems(keyring, database).isEmpty)
            let count = try await database.read { connection in
                try connection.first("SELECT max(n) FROM audit") { try $0.int(0) }
            }
            #expect(count == 40)
        }
    }

    /// An edit of the second of three rows, or of the table around it.
    private static let edits: [SQL] = [
        "UPDATE audit SET object_id = 'q' WHERE n = 2", "UPDATE audit SET n = 7 WHERE n = 3",
        "UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE n = 2",
        "UPDATE audit SET actor = 'person:x' WHERE n = 2",
        "UPDATE audit SET behalf_of = NULL WHERE n = 2",
        "UPDATE audit SET action = 'ended' WHERE n = 2",
        "UPDATE audit SET network = '' WHERE n = 2", "UPDATE audit SET detail = '' WHERE n = 2",
        "UPDATE audit SET seal = (SELECT seal FROM audit WHERE n = 1) WHERE n = 2",
        "DELETE FROM audit WHERE n = 1", "DELETE FROM audit WHERE n = 2",
    ]

    @Test(arguments: TestEngine.allCases)
    func `a changed, moved or missing row is reported`(_ engine: TestEngine) async throws {
        for edit in Self.edits {
            try await engine.withDatabase { database in
                let keyring = try TestEngine.keyring()
                try await write(3, by: keyring, in: database)
                try await database.write { _ = try $0.execute(edit) }
                let found = try await problems(keyring, database)
                #expect(!found.isEmpty, "\(edit.text)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `rows outlive a rotation; under a compromised key they need a later row`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            try await write(2, by: keyring, in: database)
            let first = try #require(keyring.current.active(.data)).id
            let kek = try TestEngine.kek()
            let rotated = try keyring.current.rotating(.data, kek: kek, at: Self.now)
            keyring.replace(with: rotated)
            #expect(try await problems(keyring, database).isEmpty)
            keyring.replace(
                with: try rotated.compromising(first, since: Self.now, kek: kek, at: Self.now)
            )
            #expect(
                try await problems(keyring, database) == [
                    "a data key is compromised; audit trails that end with a seal of it: 1"
                ]
            )
            try await write(1, by: keyring, in: database)
            #expect(try await problems(keyring, database).isEmpty)
            try await database.write { connection in
                _ = try connection.execute("UPDATE audit SET detail = 'x' WHERE n = 1")
            }
            #expect(try await !problems(keyring, database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a search has pages, and finds by object, origin, action and time`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let keyring = try TestEngine.keyring()
            try await write(5, by: keyring, in: database)
            try await write(2, on: AuditObject(.grant, "g"), by: keyring, in: database)
            let trail = AuditTrail(database: database, keyring: keyring)
            var found: [AuditEntry] = []
            var cursor: AuditCursor?
            repeat {
                let page = try await trail.search(AuditQuery(), after: cursor, limit: 3)
                found += page.entries
                cursor = page.next.flatMap { AuditCursor(parsing: $0.description) }
            } while cursor != nil
            #expect(found.count == 7)
            #expect(Set(found.map { "\($0.object.kind)\($0.number)" }).count == 7)
            let searches: [(AuditQuery, Int)] = [
                (AuditQuery(object: AuditObject(.grant, "g")), 2),
                (AuditQuery(actor: "person:a"), 7),
                (AuditQuery(action: "ended"), 0), (AuditQuery(from: Self.now), 7),
                (AuditQuery(until: Self.now), 0),
            ]
            for (query, count) in searches {
                let entries = try await trail.search(query).entries
                #expect(entries.count == count, "\(query)")
            }
        }
    }

    @Test(arguments: ["", "a~b~c", "a~b~c~x", "a~b~c~1~2"])
    func `another text is no place in a search`(_ text: String) {
        #expect(AuditCursor(parsing: text) == nil)
    }
}
