import Accounts
import Persian
import Store
import Testing

@testable import Casework

/// An example of a service, run move by move; what the example leaves out, such as decisions about files, is added.
struct ExampleRun {
    let test: TestCases
    let service: Service
    let example: ServiceExample
    private(set) var caseID = ""

    init(_ test: TestCases, _ service: Service, _ example: ServiceExample) {
        self.test = test
        self.service = service
        self.example = example
    }

    mutating func run() async throws {
        for (index, move) in example.moves.enumerated() {
            if let after = move.after { try await wait(after) }
            if move.action == nil {
                try await open(move)
            } else {
                try await self.move(move, index)
            }
        }
    }

    private mutating func open(_ move: CaseMove) async throws {
        if service.opening.by == [.effect] {
            // A sub-case: opened as the errand of another case would.
            let request = OpenRequest(
                service.id,
                moveID: "open",
                by: .effect(parent: ""),
                via: .effect,
                at: test.clock.now
            )
            caseID = try #require(try await test.cases.open(request).receipt?.caseID)
            return
        }
        let origin =
            move.actor.map { OpenRequest.Origin.person(TestCases.id($0), session: .staff) } ?? .bulk
        let request = OpenRequest(
            service.id,
            moveID: "open",
            by: origin,
            form: move.form,
            at: test.clock.now
        )
        let result = try await test.cases.open(request)
        caseID = try #require(result.receipt?.caseID, "\(result)")
    }

    private func move(_ move: CaseMove, _ index: Int) async throws {
        guard let name = move.action else { return }
        let snapshot = try #require(try await test.cases.snapshot(caseID))
        let step = try #require(service.step(snapshot.file.step))
        guard let actor = move.actor else {
            let expected = example.moves[...index].count { $0.action == name }
            guard snapshot.events.count(where: { $0.action == name }) < expected else { return }
            try await system(name, step, snapshot)
            return
        }
        let action = try #require(step.actions.first { $0.name == name }, "\(step.name) \(name)")
        if action.requires.contains(.secondPerson) {
            try await test.move(name, of: caseID, by: "second-\(actor)", "first-\(index)") {
                fill(&$0, move, action, snapshot)
            }
        }
        try await test.move(name, of: caseID, by: actor, "move-\(index)") {
            fill(&$0, move, action, snapshot)
        }
    }

    /// What no person does: a timer that fired, a clock that was breached, errands that were answered.
    private func system(_ name: ActionName, _ step: Step, _ snapshot: CaseSnapshot) async throws {
        if step.joined == name {
            try await answerAll(step, snapshot)
            return
        }
        try await test.acceptMessages()
        try await wait(.days(30))
        let after = try #require(try await test.cases.snapshot(caseID))
        #expect(
            after.events.contains { $0.action == name },
            "\(name) \(after.events.map(\.action))"
        )
    }

    private func answerAll(_ step: Step, _ snapshot: CaseSnapshot) async throws {
        for (index, errand) in snapshot.errands.enumerated() where errand.endedAt == nil {
            let current = try #require(try await test.cases.snapshot(caseID))
            guard current.file.step == step.name, current.file.waiting == .errands else { return }
            if let child = errand.child {
                try await test.move("answer", of: child, by: "desk", "child-\(child)") {
                    $0.note = "Yes."
                }
            } else if errand.outside != nil {
                let isNew = try await test.cases.report(
                    FactKind(errand.kind),
                    key: "reference",
                    body: "",
                    from: "fund",
                    about: caseID,
                    at: test.clock.now
                )
                #expect(isNew)
            } else if case .cartable(let role, let organisation) = errand.to {
                let official = try #require(
                    TestCases.officials.first {
                        $0.role == role && $0.organisation == organisation.text
                    }
                )
                let move = "errand-\(step.name)-\(index)"
                try await test.move("answer", of: caseID, by: official.name, move) {
                    $0.note = "Yes."
                    $0.errand = errand.id
                }
            }
        }
    }

    /// Lets time pass, a day at a time, with the workers running.
    private func wait(_ budget: TimeBudget) async throws {
        let days =
            switch budget {
            case .hours(let amount): max(amount / 7, 1)
            case .workDays(let amount): amount * 2
            case .days(let amount): amount + 4
            case .months(let amount): amount * 31
            }
        for _ in 0..<days {
            test.clock.advance(seconds: 86_400)
            try await test.acceptMessages()
            try await test.cases.work(at: test.clock.now)
        }
    }

    private func fill(
        _ inputs: inout MoveInputs,
        _ move: CaseMove,
        _ action: CaseAction,
        _ snapshot: CaseSnapshot
    ) {
        inputs.note = move.note
        inputs.reason = move.reason
        if action.requires.contains(.form) { inputs.form = move.form }
        inputs.returned = move.returned.sorted { $0.key < $1.key }
            .map { FieldReturn(field: "/\($0.key)", reason: $0.value) }
        inputs.decisions = snapshot.files.map {
            TypedDecision($0.field, $0.ordinal, isAccepted: true)
        }
        if action.requires.contains(.file) {
            inputs.documents = [TypedDocument("scan", name: "scan.pdf")]
        }
        if action.requires.contains(.amount) { inputs.amount = Rials(50_000_000_000) }
        inputs.reference = "1405-001"
    }
}

extension TestCases {
    /// Does a move that must succeed, with a factor proved now.
    @discardableResult
    func move(
        _ action: ActionName,
        of caseID: String,
        by actor: String,
        _ moveID: String,
        _ fill: (inout MoveInputs) -> Void = { _ in }
    ) async throws -> MoveReceipt {
        let result = try await attempt(action, of: caseID, by: actor, moveID, fill)
        return try #require(result.receipt, "\(action) by \(actor): \(result)")
    }

    /// Tries a move with the revision of now.
    func attempt(
        _ action: ActionName,
        of caseID: String,
        by actor: String,
        _ moveID: String,
        revision: Int64? = nil,
        _ fill: (inout MoveInputs) -> Void = { _ in }
    ) async throws -> MoveResult {
        clock.advance(seconds: 60)
        var seen = revision
        if seen == nil { seen = try await cases.snapshot(caseID)?.file.revision }
        var inputs = MoveInputs()
        fill(&inputs)
        return try await cases.move(
            MoveRequest(
                action,
                of: caseID,
                moveID: "\(caseID) \(moveID)",
                revision: seen,
                by: .staff(actor, provedAt: clock.now),
                inputs: inputs,
                at: clock.now
            )
        )
    }

    /// Marks every message as accepted by its provider.
    func acceptMessages() async throws {
        try await database.write {
            try $0.execute("UPDATE outbox SET state = 'sent' WHERE state = 'ready'")
        }
    }

    /// The templates of the messages of a case, in the order of its events.
    func messages(
        of caseID: String,
        without events: Set<Int64> = []
    ) async throws -> [String] {
        try await database.read { connection in
            try connection.all(
                "SELECT template, seq FROM outbox WHERE source = 'case' AND source_id = \(caseID) ORDER BY seq, template"
            ) { (try $0.text(0), try $0.int(1)) }
            .filter { !events.contains($0.1) }.map(\.0)
        }
    }

    /// What `cases check` finds.
    func faults() async throws -> [CaseFault] {
        var faults: [CaseFault] = []
        _ = try await cases.check { _, fault in faults.append(fault) }
        return faults
    }
}
