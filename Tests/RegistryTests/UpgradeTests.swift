import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct UpgradeTests {
    /// What a later release may do: it only adds.
    private static let later = Migration(
        "degrees",
        3,
        "what a later release needs",
        """
        ALTER TABLE degree ADD COLUMN later TEXT;
        CREATE TABLE later (degree BIGINT NOT NULL PRIMARY KEY) STRICT;
        CREATE INDEX degree_later ON degree (later);
        """
    )

    @Test(arguments: TestEngine.allCases)
    func `a daemon continues when a newer one has migrated the database, and does not start on it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            // Statements are prepared before.
            let before = try await register.issue()
            #expect(try await register.ask(before.code).verdict == .valid)
            let newer = try Database(register.place.location)
            defer { newer.close() }
            #expect(try await newer.migrate(Registry.migrations + [Self.later]).count == 1)
            #expect(try await register.ask(before.code).verdict == .valid)
            #expect(try await register.ask(before.code.wrong()).verdict == .notFound)
            let after = try await register.issue(2)
            #expect(
                try await register.ask(after.code, knowing: AttemptTests.right).verdict == .valid
            )
            try await register.revoke(before)
            let upload = try await register.upload(UploadFile.csv([.test(3)]), issues: true)
            #expect(upload.issued == 1)
            await #expect(throws: StoreError.newer(module: "degrees", number: 3, known: 2)) {
                try await register.database.migrate(Registry.migrations)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the actor of a degree that an earlier version issued is listed once`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let degree = try await register.issue()
            let shown = try await register.registry.degree(
                id: degree.id,
                by: .saorg(name: "the office")
            )
            #expect(shown.events.map(\.kind) == [.issued])
            // Such a version knew nothing of the column, and left an event.
            try await register.database.write { connection in
                try connection.execute(
                    "UPDATE degree SET issued_by = NULL, document = NULL, seal = NULL"
                )
                let event = shown.events[0]
                try connection.execute(
                    """
                    INSERT INTO degree_event (degree, kind, note, actor, at)
                    VALUES (
                        \(degree.code.address), \(event.kind.rawValue), \(event.note),
                        \(event.actor), \(event.at.description)
                    )
                    """
                )
            }
            let sealed = try await register.registry.sealEarlierRows()
            #expect(sealed.trusted == ["degree": 1, "degree_event": 1])
            let again = try await register.registry.degree(
                id: degree.id,
                by: .saorg(name: "the office")
            )
            #expect(again.events == shown.events)
        }
    }
}
