import Accounts
import Casework
import Persian
import Registry
import Services
import Store
import Testing
import VerifyCore

@testable import Web
@testable import verifyd

/// The request for a cartable in the composed daemon: a head asks, SAORG approves, the end of the role empties it.
struct CartableRequestTests {
    @Test
    func `a head requests a cartable, SAORG approves, and the end of the role leaves it vacant`()
        async throws
    {
        try await RequestDesk.with { desk in
            let id = try await desk.request()
            #expect(try await desk.cartable()?.state == .requested)
            #expect(try await desk.cartable()?.requestCase == id)
            let approved = try await desk.staff.move("approve", id, by: desk.office)
            #expect(approved.receipt?.refusal == nil, "\(approved)")
            #expect(try await desk.cases.snapshot(id)?.file.outcome == .granted)
            #expect(try await desk.cartable()?.state == .active)
            try await desk.endRole()
            let vacant = try await desk.cartable()
            #expect(vacant?.state == .vacant && vacant?.dueAt != nil)
            #expect(try await desk.staff.caseProblems() == [])
        }
    }

    @Test
    func `a person without the role is not approved, with the way out, and the case goes back`()
        async throws
    {
        try await RequestDesk.with { desk in
            try await desk.endRole()
            let id = try await desk.request()
            let refused = try await desk.staff.move("approve", id, by: desk.office)
            #expect(refused.receipt?.refusal?.en.contains("grant the role first") == true)
            #expect(try await desk.cases.snapshot(id)?.file.step == "correction")
            #expect(try await desk.cartable()?.state == .requested)
        }
    }

    @Test
    func `a withdrawn request leaves the cartable missing, with the time that it had`() async throws
    {
        try await RequestDesk.with { desk in
            let id = try await desk.request()
            let due = try await desk.cartable()?.dueAt
            let withdrawn = try await desk.staff.move("withdraw", id, by: desk.head)
            #expect(withdrawn.receipt != nil, "\(withdrawn)")
            let after = try await desk.cartable()
            #expect(after?.state == .missing && after?.dueAt == due && after?.requestCase == nil)
        }
    }

    @Test
    func `every effect of the services has a body in the daemon`() async throws {
        try await RequestDesk.with { desk in
            for service in Services.catalog.services {
                #expect(desk.cases.effects.missing(in: service) == [], "\(service.id)")
            }
        }
    }

    @Test
    func `an unknown service is named before the case is opened`() async throws {
        try await RequestDesk.with { desk in
            let result = try await desk.open(service: "no-such-service")
            guard case .refused(let problems) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(problems.map(\.kind) == [.condition("known-service")])
            #expect(try await desk.cartable() == nil)
        }
    }

    @Test
    func `a head requests no cartable of another university`() async throws {
        try await RequestDesk.with { desk in
            let result = try await desk.open(institution: "1002")
            guard case .refused(let problems) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(problems.map(\.kind) == [.opening])
            #expect(problems.map(\.pointer) == ["/form/institution"])
        }
    }

    @Test
    func `the worker of the daemon reminds, and lapses what no person answers`() async throws {
        try await RequestDesk.with { desk in
            let id = try await desk.request()
            let returned = try await desk.staff.move("return", id, by: desk.office) {
                $0.returned = [FieldReturn(field: "/letter", reason: "unreadable")]
            }
            #expect(returned.receipt != nil, "\(returned)")
            let worker = CaseWorker(app: desk.staff.test.app)
            for _ in 0..<20 {
                desk.staff.test.clock.pass(86_400)
                try await desk.acceptMessages()
                await worker.work()
            }
            let snapshot = try #require(try await desk.cases.snapshot(id))
            #expect(snapshot.file.outcome == .lapsed, "\(snapshot.events.map(\.action))")
            #expect(snapshot.events.count { $0.action == "remind" } == 2)
            #expect(try await desk.cartable()?.state == .missing)
            #expect(try await desk.staff.caseProblems() == [])
        }
    }
}

/// A university with a head and a reviewer, and the office of SAORG that approves.
private struct RequestDesk {
    let staff: StaffDesk
    let head: StaffSeed.Member
    let reviewer: StaffSeed.Member
    let office: StaffSeed.Member

    var cases: Cases { staff.cases }
    private var now: Timestamp { staff.now }

    static func with(_ body: (RequestDesk) async throws -> Void) async throws {
        try await StaffDesk.with { staff in
            try await staff.prepareCases()
            let head = try await staff.member(.head, 71)
            let desk = RequestDesk(
                staff: staff,
                head: head,
                reviewer: try await staff.member(.reviewer, 72, by: head),
                office: try await staff.member(.graduatesOffice, in: "graduates", 73)
            )
            try await staff.offer("cartable-request")
            try await staff.hold(
                .graduatesOffice,
                of: "cartable-request",
                desk.office,
                in: "graduates"
            )
            try await body(desk)
        }
    }

    func open(
        service: String = "cartable-request",
        institution: String = "1001"
    ) async throws -> MoveResult {
        let letter = try await staff.store("%PDF-1.7 letter", by: head)
        return try await cases.open(
            OpenRequest(
                "cartable-request",
                moveID: "open",
                by: .person(head.person, session: .staff),
                form: [
                    "institution": .text(institution), "role": "reviewer",
                    "service": .text(service),
                    "holder": .text(try staff.seed.draft(72).number.number),
                    "letter": .documents([TypedDocument(letter, name: "letter.pdf")]),
                ],
                at: now
            )
        )
    }

    func request() async throws -> String {
        let result = try await open()
        return try #require(result.receipt?.caseID, "\(result)")
    }

    func cartable() async throws -> Cartable? {
        try await staff.test.app.domain.registry.database.read { connection in
            try cases.cartables.cartable(.reviewer, "cartable-request", "1001", in: connection)
        }
    }

    func endRole() async throws {
        let roles = staff.test.app.domain.roles
        let grant = try #require(try await roles.grants(of: reviewer.person).first)
        _ = try await roles.end(
            grant: grant.id,
            because: "left",
            by: .person(head.person, network: ""),
            at: now
        )
    }

    func acceptMessages() async throws {
        try await staff.test.app.domain.registry.database.write {
            try $0.execute("UPDATE outbox SET state = 'sent' WHERE state = 'ready'")
        }
    }
}
