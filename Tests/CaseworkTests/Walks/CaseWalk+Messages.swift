import Persian
import Store
import Testing

@testable import Casework

/// Messages, counted by event.
extension CaseWalk {
    /// Each event has the messages of the table, once each; those to the holder depend on the holder of then.
    func checkMessages(_ seen: WalkCase) async throws {
        let rows = try await test.database.read { connection in
            try connection.all(
                """
                SELECT seq, template
                FROM outbox
                WHERE source = 'case' AND source_id = \(seen.id)
                ORDER BY seq, template
                """
            ) { (try $0.int(0), try $0.text(1)) }
        }
        for event in seen.events {
            let found = rows.filter { $0.0 == event.seq }.map(\.1)
            let all = messages(of: event, seen)
            let toHolder: Set<String> =
                Self.isOffice(event) ? ["case-holder", "case-reminder"] : ["case-holder"]
            let others = all.filter { !toHolder.contains($0) }
            // The holder of now is that of the event only for an event that is new, and the last one.
            let isNew = event.seq > checked[seen.id] ?? 0 && event.seq == seen.revision
            let hasHolder = seen.address.map { model.holders[$0] != nil } ?? false
            let isRight =
                isNew ? found == (hasHolder ? all : others) : found == all || found == others
            guard isRight else { throw WalkFault("\(event.action) sent \(found), not \(all)") }
        }
        guard rows.allSatisfy({ $0.0 >= 1 && $0.0 <= seen.revision }) else {
            throw WalkFault("a message without an event")
        }
    }

    /// Whether the event is in a step of an office, whose holder is reminded.
    private static func isOffice(_ event: WalkCase.Event) -> Bool {
        [
            "review", "second-review", "confirm", "office", "administrator", "answer", "custodian",
            "desk", "deposit",
        ].contains(event.from)
    }

    private func messages(of event: WalkCase.Event, _ seen: WalkCase) -> [String] {
        guard let from = event.from else { return [] }
        switch event.action {
        case "remind": return ["case-reminder"]
        case "late": return ["case-owner-unit"]
        case "answered": return []
        case "due-moved": return ["case-applicant"]
        default: break
        }
        guard let rule = WalkRules.rule(seen.service, from, event.action) else { return [] }
        if event.effectRef == "refused" { return rule.templates.filter { $0 == "case-holder" } }
        let isDone = seen.isClosed && event.seq == seen.revision
        if rule.needs.contains("second"), !isDone { return [] }
        let hasSubject = seen.parties.contains { $0.role == "subject" && $0.person != nil }
        return rule.templates.filter { hasSubject || $0 != "case-party" }
    }
}
