import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// A change of a status is acknowledged only when the database shows it: something in the database may undo it in the same
/// transaction.
struct ReadBackTests {
    /// The changes, each from the state that it needs.
    enum Change: String, CaseIterable {
        case revocation, suspension, resumption, correction, window, withdrawal

        func prepare(_ degree: IssuedDegree, _ registry: Registry) async throws {
            let (saorg, now) = (TestRegister.saorg, TestRegister.now)
            switch self {
            case .resumption:
                _ = try await registry.suspend(degree.id, note: "", by: saorg, at: now)
            case .withdrawal:
                let code = Array(FormerCodeTests.first.utf8)
                _ = try await registry.importLegacyCodes(code, by: saorg, at: now)
            case .revocation, .suspension, .correction, .window: break
            }
        }

        func perform(_ degree: IssuedDegree, _ registry: Registry) async throws {
            let (saorg, now) = (TestRegister.saorg, TestRegister.now)
            switch self {
            case .revocation:
                _ = try await registry.revoke(
                    degree.id,
                    because: .court,
                    note: "",
                    by: saorg,
                    at: now
                )
            case .suspension:
                _ = try await registry.suspend(degree.id, note: "", by: saorg, at: now)
            case .resumption:
                _ = try await registry.resume(degree.id, note: "", by: saorg, at: now)
            case .correction:
                _ = try await registry.correct(
                    degree.id,
                    to: .test(lastNameFa: "کاظمی"),
                    by: saorg,
                    at: now
                )
            case .withdrawal:
                _ = try await registry.withdrawFormerCode(
                    try #require(FormerCode(parsing: FormerCodeTests.first)),
                    because: .court,
                    note: "",
                    by: saorg,
                    at: now
                )
            case .window:
                try await registry.setWindow(of: "1001", until: now, by: saorg, at: now)
            }
        }
    }

    static let cases = TestEngine.allCases.flatMap { engine in
        Change.allCases.map { (engine, $0) }
    }

    /// Puts back what was there.
    private static let putBack = """
        UPDATE degree SET (status, status_at, status_reason, row_mac) = (
            SELECT status, status_at, status_reason, row_mac FROM kept
            WHERE kept.id = degree.id
        ) WHERE EXISTS (SELECT 1 FROM kept WHERE kept.id = degree.id);
        UPDATE institution SET issues_until = NULL;
        UPDATE legacy_code SET (status, status_at, status_reason, degree, seal) = (
            SELECT status, status_at, status_reason, degree, seal FROM kept_code
        );
        """

    @Test(arguments: cases)
    func `a change that is undone in its transaction is not acknowledged, and undone as a whole`(
        _ engine: TestEngine,
        _ change: Change
    ) async throws {
        try await engine.withRegister { register in
            let degree = try await register.issue()
            try await change.prepare(degree, register.registry)
            try register.place.edit(
                """
                CREATE TABLE kept AS SELECT * FROM degree;
                CREATE TABLE kept_code AS SELECT * FROM legacy_code;
                """
            )
            let before = try await register.ask(degree.code).verdict
            let events = try await register.count("degree_event")

            let undoes = Atomic(true)
            let database = try Database.intercepted(at: register.place.location) { _, text in
                // The event is the last of a change's rows.
                guard undoes.load(ordering: .relaxed), text.contains("_event (") else { return nil }
                return .after(Self.putBack)
            }
            defer { database.close() }
            let registry = register.otherDaemon(database)
            await #expect(throws: StoreError.notKept) {
                try await change.perform(degree, registry)
            }
            #expect(try await register.ask(degree.code).verdict == before)
            #expect(try await register.count("degree_event") == events)
            #expect(try await register.count("degree") == 1)
            // The same change is possible as soon as it is kept.
            undoes.store(false, ordering: .relaxed)
            try await change.perform(degree, registry)
            if [.revocation, .suspension, .correction].contains(change) {
                #expect(try await register.ask(degree.code).verdict != .valid)
            }
        }
    }

    #if PostgreSQL
    /// Triggers, also one that waits for the end of the transaction, and a rule.
    static let planted = [
        """
        CREATE FUNCTION undone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$;
        CREATE TRIGGER undone BEFORE UPDATE ON degree FOR EACH ROW EXECUTE FUNCTION undone();
        """,
        """
        CREATE FUNCTION undone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            UPDATE degree SET status = OLD.status, status_at = OLD.status_at,
                status_reason = OLD.status_reason, row_mac = OLD.row_mac
            WHERE id = OLD.id AND row_mac <> OLD.row_mac;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER undone AFTER UPDATE ON degree DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION undone();
        """,
        """
        CREATE FUNCTION undone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            UPDATE degree SET status = 0, status_at = NULL, status_reason = NULL,
                row_mac = (SELECT row_mac FROM kept);
            RETURN NULL;
        END $$;
        CREATE TABLE kept AS SELECT * FROM degree;
        CREATE TRIGGER undone AFTER INSERT ON degree_event FOR EACH ROW EXECUTE FUNCTION undone();
        """,
    ]

    @Test(arguments: planted)
    func `a trigger of the server undoes no revocation that was acknowledged`(
        _ trigger: String
    ) async throws {
        try await TestEngine.postgreSQL.withRegister { register in
            let degree = try await register.issue()
            try register.place.edit(trigger)
            await #expect(throws: (any Error).self) { try await register.revoke(degree) }
            #expect(try await register.ask(degree.code).verdict == .valid)
            #expect(register.alarms.count(.tampering) > 0)
        }
    }
    #endif

    @Test
    func `a trigger in the file undoes no revocation`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            let degree = try await register.issue()
            try register.place.edit(
                """
                CREATE TABLE kept AS SELECT * FROM degree;
                CREATE TRIGGER undone AFTER INSERT ON degree_event BEGIN
                    UPDATE degree SET status = 0, status_at = NULL, status_reason = NULL,
                        row_mac = (SELECT row_mac FROM kept);
                END;
                """
            )
            try await register.revoke(degree)
            #expect(try await register.ask(degree.code).verdict == .revoked)
        }
    }
}
