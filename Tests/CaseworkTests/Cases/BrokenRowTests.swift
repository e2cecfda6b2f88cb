import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// A row that was edited by hand keeps no worker from the others: it is skipped, reported, and left as it is.
@Suite struct BrokenRowTests {
    private static let day: Int64 = 86_400

    private func refused(_ test: TestCases, _ count: Int) async throws -> [String] {
        var ids: [String] = []
        for number in 1...count {
            let result = try await test.cases.open(
                OpenRequest(
                    "permit",
                    moveID: "open \(number)",
                    by: .person(test.id("person")),
                    form: WalkForms.form(of: "permit", 0, number: number),
                    at: test.clock.now
                )
            )
            ids.append(try #require(result.receipt?.caseID, "\(result)"))
        }
        return ids
    }

    @Test(arguments: TestEngine.allCases)
    func `an edited cartable is not escalated, and the others are`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            try await test.database.write { connection in
                for service: ServiceID in ["deposit", "permit", "survey"] {
                    _ = try cartables.ensure(.reviewer, service, "1004", at: now, in: connection)
                }
                try connection.execute(
                    "UPDATE cartable SET request_case = 'x' WHERE service = 'deposit'"
                )
            }
            var failed: [String] = []
            let count = try await test.cases.escalateCartables(
                at: now.adding(seconds: 60 * Self.day)
            ) { id, _ in failed.append(id) }
            #expect(count == 2)
            #expect(failed.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an edited cartable keeps its holder, and the others end at their time`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            let until = now.adding(seconds: Self.day)
            try await test.database.write { connection in
                for service: ServiceID in ["deposit", "permit", "survey"] {
                    let cartable = try cartables.ensure(
                        .reviewer,
                        service,
                        "1004",
                        at: now,
                        in: connection
                    )
                    let result = try cartables.approve(
                        test.id("reviewer"),
                        for: cartable,
                        requestedBy: test.id("requester"),
                        approvedBy: test.id("approver"),
                        until: until,
                        at: now,
                        in: connection
                    )
                    guard case .done = result else { throw WalkFault("\(result)") }
                }
                try connection.execute(
                    "UPDATE cartable SET request_case = 'x' WHERE service = 'deposit'"
                )
            }
            var failed: [String] = []
            try await cartables.endExpired(at: until) { id, _ in failed.append(id) }
            let vacant = try await test.database.read { connection in
                try connection.all(
                    "SELECT service FROM cartable WHERE state = 'vacant' ORDER BY service"
                ) { try $0.text(0) }
            }
            #expect(vacant == ["permit", "survey"])
            #expect(failed.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case with an edited answer keeps its texts, and the others lose theirs at their time`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let ids = try await refused(test, 3)
            for id in ids {
                try await test.move("refuse", of: id, by: "reviewer", "refuse") {
                    ($0.note, $0.reason) = ("No.", "wrong")
                }
            }
            // An errand that an insider made, without a seal.
            try await test.database.write {
                try $0.execute(
                    """
                    INSERT INTO errand (
                        id, case_id, service, kind, to_person, asked_seq, due_at, ended_at, ending,
                        note, seal
                    )
                    VALUES (
                        'made', \(ids[1]), 'permit', 'opinion', 'x', 1,
                        \(test.clock.now.description), \(test.clock.now.description), 'answered',
                        \([UInt8(1)]), \([UInt8(1)])
                    )
                    """
                )
            }
            test.clock.advance(seconds: 200 * Self.day)
            let documents = Documents(database: test.database, keyring: test.keyring)
            var failed: [String] = []
            let result = try await test.cases.applyRetention(
                to: documents,
                at: test.clock.now
            ) { id, _ in failed.append(id) }
            #expect(result.cases == 2)
            #expect(failed == [ids[1]])
            let kept = try await test.database.read { connection in
                try connection.all("SELECT case_id FROM case_note") { try $0.text(0) }
            }
            #expect(kept == [ids[1]])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case with an edited form keeps its due, and those behind the same cartable get theirs`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let ids = try await refused(test, 3).sorted()
            func dues() async throws -> [String] {
                try await test.database.read { connection in
                    try connection.all("SELECT due_at FROM case_file ORDER BY id") {
                        try $0.text(0)
                    }
                }
            }
            let before = try await dues()
            try await test.database.write {
                try $0.execute(
                    "UPDATE submission SET body = \([UInt8(1)]) WHERE case_id = \(ids[1])"
                )
            }
            test.clock.advance(seconds: 2 * Self.day)
            try await test.staffCartables(of: "permit")
            let failed = Mutex<[String]>([])
            try await test.cases.renewDues(at: test.clock.now) { id, _ in
                failed.withLock { $0.append(id) }
            }
            let after = try await dues()
            #expect(failed.withLock { $0 } == [ids[1]])
            #expect(after[1] == before[1])
            #expect(after[0] > before[0] && after[2] > before[2])
        }
    }
}

/// The last holder of a service at SAORG is not removed by a person (I18).
@Suite struct RootCartableTests {
    @Test(arguments: TestEngine.allCases)
    func `the role of the only holder at SAORG is not ended by a person, and ends by its time`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit-objection")
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            func end(_ name: String, isRemoval: Bool) async throws {
                let role = EndedRole(
                    person: test.id(name),
                    role: Role.administrator.rawValue,
                    organisation: "saorg",
                    isRemoval: isRemoval
                )
                try await test.database.write {
                    try cartables.endHolders(on: role, at: now, in: $0)
                }
            }
            await #expect(throws: RolesError.lastHolder) {
                try await end("office", isRemoval: true)
            }
            #expect(try await state(test) == .active)
            try await end("office", isRemoval: false)
            #expect(try await state(test) == .vacant)
            #expect(try await test.faults() == [])
        }
    }

    private func state(_ test: TestCases) async throws -> Cartable.State? {
        try await test.database.read {
            try test.cases.cartables.cartable(.administrator, "permit-objection", "saorg", in: $0)?
                .state
        }
    }
}

/// Lists of an organisation are read by an index, whatever the number of other cases.
@Suite struct OrganisationListTests {
    @Test(arguments: TestEngine.allCases)
    func `a list of an organisation has its own cases and those that wait there, in pages`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            try await test.move("agree", of: id, by: "reviewer", "agree") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            for code: OrganisationCode in ["1004", "graduates"] {
                let filter = CaseFilter(service: "permit", organisation: code)
                #expect(try await test.cases.list(filter).map(\.id) == [id], "\(code)")
                #expect(try await test.cases.list(filter, after: id).isEmpty)
            }
            let other = CaseFilter(organisation: "fund")
            #expect(try await test.cases.list(other).isEmpty)
            let statement = Cases.listing(
                CaseFilter(organisation: "1004", includesClosed: true),
                after: "",
                limit: 50
            )
            guard engine == .sqlite else { return }
            let plan = try await test.database.read { connection in
                try connection.all("EXPLAIN QUERY PLAN \(statement)") { try $0.text(3) }
            }
            #expect(plan.contains { $0.contains("case_organisation") })
            #expect(plan.contains { $0.contains("case_wait_organisation") })
            #expect(!plan.contains { $0.hasPrefix("SCAN case_file") })
        }
    }
}
