import Accounts
import Persian
import Registry
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import verifyd

/// What the daemon does by itself: works off what was sent, and throws away what nobody needs.
@Suite struct HousekeepingTests {
    @Test func `one pass works off all that waits, also behind what another one has`()
        async throws
    {
        try await TestHouse.with { test in
            // The smallest is somebody else's at the moment when it is taken up.
            let taken = try await test.house.beginBatch(of: "1")
            try test.place.edit(Self.takenWhenItIsTakenUp)
            var ids: [String] = []
            for _ in 1...3 { ids.append(try await test.house.beginBatch(of: "1234")) }
            await JobRunner(house: test.house, workers: 1, name: "test").workOff(as: "test-1")
            for id in ids {
                #expect(try await test.house.registry.batch(id, for: .visitor).state == .done)
            }
            let left = try await test.house.registry.batch(taken, for: .visitor)
            #expect(left.state == .queued)
        }
    }

    /// A trigger, in the words of the engine: no update of the file of seven bytes changes anything.
    private static var takenWhenItIsTakenUp: String {
        guard TestEngine.chosen != .sqlite else {
            return """
                CREATE TRIGGER taken BEFORE UPDATE ON bulk_job WHEN NEW.bytes = 7
                BEGIN SELECT RAISE(IGNORE); END;
                """
        }
        return """
            CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.bytes = 7 THEN RETURN NULL; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER taken BEFORE UPDATE ON bulk_job FOR EACH ROW EXECUTE FUNCTION taken();
            """
    }

    /// In which order rows were written.
    private static var written: SQL { TestEngine.chosen == .sqlite ? "rowid" : "ctid" }

    @Test func `a visitor's few codes do not wait behind a long list`() async throws {
        try await TestHouse.with { test in
            let long = String(repeating: "1234\n", count: 2_000)
            let large = try await test.house.beginBatch(of: long, by: "university")
            test.clock.pass(1)
            let larger = try await test.house.beginBatch(of: long + long, by: "university")
            let small = try await test.house.beginBatch(of: "1234")
            await JobRunner(house: test.house, workers: 1, name: "test").workOff(as: "test-1")
            let order = try await test.house.registry.database.read { connection in
                try connection.all(
                    "SELECT bulk_job FROM bulk_job_result WHERE first = 1 ORDER BY \(Self.written)"
                ) { try $0.text(0) }
            }
            #expect(order == [small, large, larger])
        }
    }

    @Test func `what is old is thrown away`() async throws {
        try await TestHouse.with { test in
            let house = test.house
            let request = SHA256.hash([1])
            var play = try Play(test)
            try await play.play(
                """
                > POST /api/v1/verifications
                >> {"code": "$forged"}
                << verdict = NOT_FOUND
                """
            )
            let batch = try await house.beginBatch(of: "1234")
            await JobRunner(house: house, workers: 1, name: "test").workOff(as: "test-1")
            let keyed = try house.idempotency.request(
                key: "k",
                owner: "1",
                fingerprint: request,
                arrival: "1"
            )
            let began = try await house.idempotency.begin(keyed, at: house.now())
            #expect(began == .run)
            let janitor = Pruner(house: house, idempotencyAge: .seconds(48 * 3_600))
            await janitor.tidy()
            #expect(try await house.count("attempt") == 1)
            #expect(try await house.count("idempotency_key") == 1)
            #expect(try await registry(house, has: batch))

            test.clock.pass(31 * 86_400)
            await janitor.tidy()
            #expect(try await house.count("attempt") == 0)
            #expect(try await house.count("idempotency_key") == 0)
            #expect(try await !registry(house, has: batch))
        }
    }

    private func registry(_ house: House, has batch: String) async throws -> Bool {
        do {
            _ = try await house.registry.batch(batch, for: .visitor)
            return true
        } catch BulkJobError.notFound {
            return false
        }
    }
}

extension House {
    /// Sends codes, a line each.
    fileprivate func beginBatch(of codes: String, by name: String? = nil) async throws -> String {
        let verifier = name.map { Verifier.organisation(name: $0, consent: nil) } ?? .visitor
        let id = try await registry.beginBatch(for: verifier, at: now())
        try await registry.append(Array("code\n\(codes)\n".utf8), to: id, at: now())
        try await registry.finishReceiving(id, at: now())
        return id
    }

    /// The rows of a table.
    func count(_ table: SQL) async throws -> Int64 {
        try await registry.database.read { connection in
            try connection.first("SELECT count(*) FROM \(table)") { try $0.int(0) } ?? 0
        }
    }
}
