import Casework
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

/// A program starts only with the versions of its open cases, unchanged.
struct ReleaseTests {
    @Test(arguments: TestEngine.allCases)
    func `a version is recorded at its first run, and changed only without open cases`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { database in
            var draft = ServiceDraft()
            let first = try await Self.record([draft.service], in: database)
            #expect(first.new == ["sample/1"])
            let again = try await Self.record([draft.service], in: database)
            #expect(again == ServiceReleases.Report())
            draft.exclusions = [.parties]
            let changed = try await Self.record([draft.service], in: database)
            #expect(changed.replaced == ["sample/1"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a changed version with open cases keeps the program from starting`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { database in
            var draft = ServiceDraft()
            _ = try await Self.record([draft.service], in: database)
            try await Self.open("a", "sample", 1, in: database)
            try await Self.open("b", "sample", 1, in: database)
            draft.exclusions = [.parties]
            let refusal = await Self.refusal([draft.service], in: database)
            #expect(
                refusal?.sentences == [
                    "2 cases are open under version 1 of sample, and this program has changed the version"
                ]
            )
            // A refused start records nothing, so the former program starts again.
            draft.exclusions = []
            let report = try await Self.record([draft.service], in: database)
            #expect(report == ServiceReleases.Report())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a missing version keeps the program from starting while cases are open`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { database in
            var draft = ServiceDraft()
            let old = draft.service
            draft.version = 2
            let new = draft.service
            _ = try await Self.record([old], in: database)
            try await Self.open("a", "sample", 1, in: database)
            let refusal = await Self.refusal([new], in: database)
            #expect(
                refusal?.sentences == [
                    "1 case is open under version 1 of sample, and this program does not have the version"
                ]
            )
            #expect(try await Self.record([old, new], in: database).new == ["sample/2"])
            try await database.write {
                try $0.execute(
                    """
                    UPDATE case_file
                    SET waiting = 'none', due_at = NULL, outcome = 'granted',
                        closed_at = '2026-11-27T10:00:00Z'
                    """
                )
            }
            #expect(try await Self.record([new], in: database) == ServiceReleases.Report())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service is offered by its phase and call window`(engine: TestEngine) async throws {
        try await Self.with(engine) { database in
            let keys = try Self.keys.get()
            let (opens, closes) = (Self.moment, Self.moment.adding(seconds: 60))
            func offer() async throws -> ServiceOffer {
                try await database.read {
                    try ServicePhases.offer(of: "sample", by: keys, in: $0)
                }
            }
            #expect(try await offer().phase == .off)
            try await database.write {
                try ServicePhases.set(
                    .on,
                    of: "sample",
                    opensAt: opens,
                    closesAt: closes,
                    by: keys,
                    in: $0
                )
            }
            let window = try await offer()
            #expect(!window.accepts(at: opens.adding(seconds: -1), isOwnerUnit: true))
            #expect(window.accepts(at: opens, isOwnerUnit: false))
            #expect(!window.accepts(at: closes, isOwnerUnit: true))
            for (phase, everyone, owner) in [
                (ServicePhase.off, false, false), (.trial, false, true), (.on, true, true),
                (.closing, false, false), (.closed, false, false),
            ] {
                try await database.write {
                    try ServicePhases.set(phase, of: "sample", by: keys, in: $0)
                }
                let offer = try await offer()
                #expect(offer.accepts(at: opens, isOwnerUnit: false) == everyone)
                #expect(offer.accepts(at: opens, isOwnerUnit: true) == owner)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an edited phase opens nothing, and its row is named`(engine: TestEngine) async throws {
        try await Self.with(engine) { database in
            let keys = try Self.keys.get()
            try await database.write {
                try ServicePhases.set(.off, of: "sample", by: keys, in: $0)
                try $0.execute("UPDATE service_phase SET phase = 'on'")
            }
            let offer = try await database.read {
                try ServicePhases.offer(of: "sample", by: keys, in: $0)
            }
            #expect(!offer.accepts(at: Self.moment, isOwnerUnit: true))
            let problems = try await ServicePhases.problems(in: database, by: keys)
            #expect(problems == ["phase of sample: the row does not match its seal"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a phase is sealed again under a new data key, an edited one is not`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { database in
            let keys = try Self.keys.get()
            try await database.write {
                try ServicePhases.set(.on, of: "sample", by: keys, in: $0)
                try ServicePhases.set(.on, of: "other", by: keys, in: $0)
                try $0.execute("UPDATE service_phase SET phase = 'off' WHERE service = 'other'")
            }
            let kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
            let rotated = try keys.rotating(.data, kek: kek, at: Self.moment)
            #expect(try await ServicePhases.reseal(in: database, by: rotated) == 1)
            #expect(try await ServicePhases.reseal(in: database, by: rotated) == 0)
            let problems = try await ServicePhases.problems(in: database, by: rotated)
            #expect(problems == ["phase of other: the row does not match its seal"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service with open cases is not closed, and a window does not end before it begins`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { database in
            let keys = try Self.keys.get()
            try await Self.open("a", "sample", 1, in: database)
            await #expect(throws: ServicePhaseError.openCases(1)) {
                try await database.write {
                    try ServicePhases.set(.closed, of: "sample", by: keys, in: $0)
                }
            }
            await #expect(throws: ServicePhaseError.window) {
                try await database.write {
                    try ServicePhases.set(
                        .on,
                        of: "sample",
                        opensAt: Self.moment,
                        closesAt: Self.moment,
                        by: keys,
                        in: $0
                    )
                }
            }
        }
    }
}

extension ReleaseTests {
    private static let moment = Timestamp(secondsSinceEpoch: 1_795_000_000)

    private static let keys = Result {
        let kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
        return try Keyring.new(kek: kek, at: moment)
    }

    private static func with(
        _ engine: TestEngine,
        _ body: (Database) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(CaseworkTables.migrations)
            try await body(database)
        }
    }

    private static func record(
        _ services: [Service],
        in database: Database
    ) async throws -> ServiceReleases.Report {
        try await ServiceReleases.record(ServiceCatalog(services), at: moment, in: database)
    }

    private static func refusal(
        _ services: [Service],
        in database: Database
    ) async -> ServiceReleaseRefusal? {
        do {
            _ = try await record(services, in: database)
            return nil
        } catch {
            return error as? ServiceReleaseRefusal
        }
    }

    private static func open(
        _ id: String,
        _ service: ServiceID,
        _ version: Int,
        in database: Database
    ) async throws {
        try await database.write {
            try $0.execute(
                """
                INSERT INTO case_file (
                    id, tracking, service, version, opened_by, organisation, step, revision, turn,
                    head_seal, waiting, since, due_at, provisional, open_errands, request_kind,
                    price, opened_at
                )
                VALUES (
                    \(id), \("000000000" + id), \(service.text), \(version), 'person', '1004', 'review',
                    1, 1, \([UInt8(0)]), 'applicant', '2026-11-26T10:00:00Z', '2026-12-26T10:00:00Z', 0, 0,
                    '', 0, '2026-11-26T10:00:00Z'
                )
                """
            )
        }
    }
}
