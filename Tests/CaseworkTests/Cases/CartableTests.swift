import Accounts
import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

struct CartableTests {
    private static let reviewer = TestCases.officials[1]

    private func cartable(_ test: TestCases) async throws -> Cartable {
        try #require(
            try await test.database.read {
                try test.cases.cartables.cartable(.reviewer, "permit", "1004", in: $0)
            }
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `a cartable is missing, requested, active, vacant, and closed only where nothing waits`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let id = try await test.openPermit()
            let (cartables, now) = (test.cases.cartables, test.clock.now)
            let missing = try await cartable(test)
            let requested = try await test.database.write {
                try cartables.request(missing, by: "a-case", at: now, in: $0)
            }
            guard case .done(let asked) = requested else {
                Issue.record("\(requested)")
                return
            }
            #expect(asked.state == .requested && asked.dueAt == missing.dueAt)
            _ = try await test.approve(Self.reviewer, "permit")
            let active = try await cartable(test)
            #expect(active.state == .active && active.dueAt == nil)
            try await test.database.write {
                try cartables.endHolders(on: TestCases.reviewer, at: now, in: $0)
            }
            let vacant = try await cartable(test)
            #expect(vacant.state == .vacant)
            let closing = try await test.database.write {
                try cartables.close(vacant, at: now, in: $0)
            }
            #expect(closing == .state(.vacant))
            // The case has not moved, and can be withdrawn.
            #expect(try await test.cases.snapshot(id)?.file.revision == 1)
            try await test.move("withdraw", of: id, by: "person", "w")
            let closed = try await test.database.write {
                try cartables.close(vacant, at: now, in: $0)
            }
            guard case .done(let end) = closed else {
                Issue.record("\(closed)")
                return
            }
            #expect(end.state == .closed)
            // A case that needs the address opens it again.
            _ = try await test.tryPermit("again")
            #expect(try await cartable(test).state == .missing)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the approver is neither the requester nor the holder`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            _ = try await test.openPermit()
            let (cartable, cartables) = (try await cartable(test), test.cases.cartables)
            let now = test.clock.now
            for approver in ["requester", "reviewer"] {
                let result = try await test.database.write {
                    try cartables.approve(
                        test.id("reviewer"),
                        for: cartable,
                        requestedBy: test.id("requester"),
                        approvedBy: test.id(approver),
                        at: now,
                        in: $0
                    )
                }
                #expect(result == .samePerson)
            }
            let result = try await test.database.write {
                try cartables.approve(
                    test.id("other"),
                    for: cartable,
                    requestedBy: test.id("requester"),
                    approvedBy: test.id("approver"),
                    at: now,
                    in: $0
                )
            }
            #expect(result == .noRole)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `the inbox has the cases of the holder and of the deputy, and a claim leaves no work to colleagues`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            let id = try await test.openPermit()
            let (cases, now) = (test.cases, test.clock.now)
            func inbox(_ name: String) async throws -> [CartableList.Section] {
                try await cases.work(of: test.id(name), at: now).entries.map(\.section)
            }
            #expect(try await inbox("reviewer") == [.unclaimed])
            #expect(try await inbox("second-reviewer") == [.deputised])
            #expect(try await inbox("office") == [])
            func claim(_ name: String) async throws -> ClaimResult {
                try await test.database.write {
                    try cases.claim(id, by: .staff(name), at: now, in: $0)
                }
            }
            #expect(try await claim("second-reviewer") == .done)
            #expect(try await claim("reviewer") == .claimed(by: test.id("second-reviewer")))
            #expect(try await claim("office") == .notFound)
            #expect(try await inbox("reviewer") == [])
            #expect(try await inbox("second-reviewer") == [.mine])
            let list = try await cases.work(of: test.id("reviewer"), at: now)
            #expect(list.sections == [.colleagues: 1])
            let colleagues = CartableList.Filter(section: .colleagues)
            let claimed = try await cases.work(of: test.id("reviewer"), colleagues, at: now)
            #expect(claimed.entries.map(\.caseID) == [id])
            #expect(claimed.groups == [.inTime: 1])
            let released = try await test.database.write {
                try cases.release(id, by: .staff("reviewer"), at: now, in: $0)
            }
            #expect(released == .done)
            #expect(try await inbox("reviewer") == [.unclaimed])
            #expect(try await test.faults() == [])
        }
    }
    @Test(arguments: TestEngine.allCases)
    func
        `many cases are assigned with a result for each, and no claimed work of a colleague is taken`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            try await test.staffCartables(of: "permit")
            var ids: [String] = []
            for number in 1...45 {
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
            let (cases, now, ofColleague) = (test.cases, test.clock.now, ids[30])
            let claimed = try await test.database.write {
                try cases.claim(ofColleague, by: .staff("reviewer"), at: now, in: $0)
            }
            #expect(claimed == .done)
            let results = try await cases.assignAll(
                ids + [ids[0], "unknown"],
                to: test.id("second-reviewer"),
                by: .staff("reviewer"),
                at: now
            )
            #expect(results.map(\.caseID) == ids + ["unknown"])
            for one in results {
                let expected: ClaimResult =
                    switch one.caseID {
                    case ofColleague: .claimed(by: test.id("reviewer"))
                    case "unknown": .notFound
                    default: .done
                    }
                #expect(one.result == expected)
            }
            // A person of another office assigns nothing, and is given nothing.
            for (to, by) in [("office", "reviewer"), ("second-reviewer", "office")] {
                let other = try await cases.assignAll(
                    [ids[0]],
                    to: test.id(to),
                    by: .staff(by),
                    at: now
                )
                #expect(other.map(\.result) == [.notFound])
            }
            #expect(try await test.faults() == [])
        }
    }
}
