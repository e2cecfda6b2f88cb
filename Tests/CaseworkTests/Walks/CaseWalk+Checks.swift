import Persian
import Store
import Testing

@testable import Casework

/// What always holds for a case, by SQL.
extension CaseWalk {
    /// Checks the cartables, and the cases that have changed since they were checked.
    mutating func check() async throws {
        let ids = cases.map(\.id)
        let revisions = try await test.database.read { connection -> [String: Int64] in
            try Self.checkCartables(in: connection)
            var revisions: [String: Int64] = [:]
            for id in ids {
                let all = try connection.all(
                    "SELECT id, revision FROM case_file WHERE id = \(id) OR parent = \(id)"
                ) { (try $0.text(0), try $0.int(1)) }
                for (id, revision) in all { revisions[id] = revision }
            }
            return revisions
        }
        for (id, revision) in revisions.sorted(by: { $0.key < $1.key })
        where checked[id] != revision {
            try await check(id)
        }
    }

    private mutating func check(_ id: String) async throws {
        let seen = try await seen(id)
        try checkEvents(seen)
        try checkParts(seen)
        let faults = try await test.database.read { try Self.spanFaults(seen, in: $0) }
        guard faults.isEmpty else { throw WalkFault(faults.joined(separator: "; ")) }
        try await checkMessages(seen)
        checked[seen.id] = seen.revision
    }

    /// Where something waits the cartable exists and is not closed; one without holder has a due time.
    private static func checkCartables(in connection: Connection) throws {
        let bad = try connection.first(
            """
            SELECT
                (SELECT count(*)
                FROM cartable
                WHERE (state = 'active') <> (id IN (
                        SELECT cartable FROM holder WHERE ended_at IS NULL))
                    OR (state IN ('missing', 'requested', 'vacant')) <> (due_at IS NOT NULL)),
                (SELECT count(*)
                FROM case_file AS c
                WHERE c.waiting = 'cartable' AND NOT EXISTS (
                    SELECT 1 FROM cartable
                    WHERE role = c.wait_role AND service = c.service
                        AND organisation = c.wait_organisation AND state <> 'closed')),
                (SELECT count(*)
                FROM errand AS e
                WHERE e.ended_at IS NULL AND e.to_role IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM cartable
                    WHERE role = e.to_role AND service = e.service
                        AND organisation = e.to_organisation AND state <> 'closed'))
            """
        ) { [try $0.int(0), try $0.int(1), try $0.int(2)] }
        guard bad == [0, 0, 0] else { throw WalkFault("cartables: \(bad ?? [])") }
    }

    /// Events without gaps, times that do not decrease, steps that join and that the table allows; nothing changed afterwards.
    private mutating func checkEvents(_ seen: WalkCase) throws {
        let known = seals[seen.id] ?? []
        guard seen.events.map(\.seal).starts(with: known) else {
            throw WalkFault("an event changed")
        }
        seals[seen.id] = seen.events.map(\.seal)
        guard Int64(seen.events.count) == seen.revision, seen.events.last?.to == seen.step,
            seen.turn >= 1, seen.turn <= seen.revision
        else { throw WalkFault("revision \(seen.revision), \(seen.events.count) events") }
        var before: WalkCase.Event?
        for (index, event) in seen.events.enumerated() {
            guard event.seq == Int64(index + 1), event.from == before?.to,
                before.map({ $0.at <= event.at }) ?? true
            else { throw WalkFault("event \(event.seq) does not follow") }
            try check(event, in: seen)
            before = event
        }
    }

    private func check(_ event: WalkCase.Event, in seen: WalkCase) throws {
        guard let from = event.from else { return }
        if ["remind", "late", "answered", "due-moved"].contains(event.action) {
            guard event.actor == "clock", event.to == from else {
                throw WalkFault("\(event.action) by \(event.actor)")
            }
            return
        }
        guard let rule = WalkRules.rule(seen.service, from, event.action) else {
            throw WalkFault("\(event.action) in \(from)")
        }
        var steps = Set(rule.next.filter { !$0.hasPrefix("=") && !$0.hasPrefix("!") })
        steps.formUnion(rule.next.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) })
        let stays =
            rule.next.contains { $0 == "-" || $0 == "!-" || $0.hasPrefix("=") }
            || rule.needs.contains("second")
        guard steps.contains(event.to) || (stays && event.to == from) else {
            throw WalkFault("\(event.action) from \(from) to \(event.to)")
        }
        guard (event.actor == "clock") == (rule.by == ["C"]) else {
            throw WalkFault("\(event.action) by \(event.actor)")
        }
        try checkPersons(event, rule, seen)
    }

    /// The person who agreed does not confirm, and no party decides, also through deputies (I7).
    private func checkPersons(
        _ event: WalkCase.Event,
        _ rule: WalkRule,
        _ seen: WalkCase
    ) throws {
        let parties = Set(seen.parties.compactMap(\.person) + [seen.openedBy])
        if rule.exclusions.contains("parties"), !event.persons.isDisjoint(with: parties) {
            throw WalkFault("a party did \(event.action)")
        }
        guard rule.exclusions.contains("agree") else { return }
        let agreed = seen.events.last { $0.action == "agree" && $0.seq < event.seq }
        guard let agreed, event.persons.isDisjoint(with: agreed.persons) else {
            throw WalkFault("one person agreed and confirmed")
        }
    }

    /// One waiting party and a due time; the counter of errands; the rule of the step that joins them.
    private func checkParts(_ seen: WalkCase) throws {
        guard seen.isClosed == (seen.waiting == "none"), seen.isClosed == (seen.dueAt == nil),
            seen.isClosed == (seen.outcome != nil), Int(seen.openErrands) == seen.open.count,
            (seen.waiting == "errands") == (seen.openErrands > 0),
            (seen.waiting == "cartable") == (seen.address != nil)
        else { throw WalkFault("\(seen.service)/\(seen.step) waits for \(seen.waiting)") }
        guard seen.waiting == "errands", seen.service == "survey" else { return }
        let answered = seen.errands.count {
            $0.askedSeq == seen.arrival && $0.ending == "answered"
        }
        let needed = ["all": 3, "any": 1, "two": 2, "term": 3, "inquiry": 1][seen.step] ?? 0
        guard answered < needed else {
            throw WalkFault("\(answered) answers, and \(seen.step) waits")
        }
    }

    /// A clock has at most one running span, spans do not overlap, and a closed case has none.
    private static func spanFaults(
        _ seen: WalkCase,
        in connection: Connection
    ) throws -> [String] {
        let spans = try connection.all(
            """
            SELECT name, begun_at, ended_at
            FROM clock_span
            WHERE case_id = \(seen.id)
            ORDER BY name, n
            """
        ) { (try $0.text(0), try $0.text(1), try $0.optionalText(2)) }
        var faults: [String] = []
        for (index, span) in spans.enumerated() {
            if let end = span.2, end < span.1 { faults.append("a span ends before it begins") }
            if span.2 == nil, seen.isClosed { faults.append("a clock of a closed case runs") }
            guard index + 1 < spans.count, spans[index + 1].0 == span.0 else { continue }
            if span.2.map({ $0 > spans[index + 1].1 }) ?? true { faults.append("spans overlap") }
        }
        return faults
    }
}
