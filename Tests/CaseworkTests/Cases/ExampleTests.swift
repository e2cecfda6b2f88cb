import Accounts
import Persian
import TestDatabases
import Testing

@testable import Casework

struct ExampleTests {
    @Test(arguments: TestEngine.allCases)
    func `every example ends as declared, with the messages that it names`(
        _ engine: TestEngine
    ) async throws {
        for service in TestServices.catalog.newest {
            for (index, example) in service.examples.enumerated() {
                try await check(service, example, index, engine)
            }
        }
    }

    private func check(
        _ service: Service,
        _ example: ServiceExample,
        _ index: Int,
        _ engine: TestEngine
    ) async throws {
        // In an example with the second person of the institution, the sample contains no case.
        let isSampled = !example.moves.contains { $0.actor == "confirmer" && $0.action == "issue" }
        try await TestCases.with(engine, sample: isSampled ? 1_000 : 0) { test in
            try await test.staffCartables(of: service.id)
            try await test.staffCartables(of: "inquiry")
            var run = ExampleRun(test, service, example)
            try await run.run()
            let name = "\(service.id) \(index)"
            let snapshot = try #require(try await test.cases.snapshot(run.caseID))
            #expect(snapshot.file.outcome == example.ends, "\(name)")
            #expect(snapshot.file.waiting == .none && snapshot.file.dueAt == nil, "\(name)")
            #expect(try await test.faults() == [], "\(name)")
            let declared = example.notified.map(\.template)
            let sent = try await test.messages(
                of: run.caseID,
                without: snapshot.escalations(service)
            )
            .map { $0 == "case-reminder" ? "case-applicant" : $0 }
            if service.steps.allSatisfy({ $0.timers.isEmpty || $0.waitsFor == .applicant }) {
                #expect(sent == declared, "\(name)")
            } else {
                // Reminders to officials depend on how long the example waits.
                #expect(declared.allSatisfy(sent.contains), "\(name) \(sent)")
            }
        }
    }
}

extension CaseSnapshot {
    /// The events by which an office was reminded, which depend on how long an example waits.
    fileprivate func escalations(_ service: Service) -> Set<Int64> {
        Set(
            events.filter { event in
                guard ["remind", "late"].contains(event.action),
                    case .cartable = event.fromStep.flatMap(service.step)?.waitsFor
                else { return false }
                return true
            }.map(\.seq)
        )
    }
}
