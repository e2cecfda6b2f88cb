import Accounts
import Persian
import Store
import Testing

@testable import Casework

/// Moves of persons.
extension CaseWalk {
    /// A move of any person, or of one who may do it, with right or wrong inputs.
    mutating func attempt() async throws {
        guard let (seen, names) = try await anyCase() else { return }
        let move = choose(seen, names)
        try await attempt(move, seen)
    }

    /// Does a move, and compares its result and what it changed with the model.
    mutating func attempt(_ move: WalkAttempt, _ seen: WalkCase) async throws {
        let expected = model.answer(move, seen, at: now)
        let result = try await test.cases.move(move.request(at: now))
        let text = "\(move.actor) \(move.action) \(seen.service)/\(seen.step) \(move.moveID)"
        log("\(text) at \(move.revision): \(result.word)")
        last = move
        try compare(result, expected, text)
        guard let receipt = result.receipt else {
            if case .conflict = result { return }
            let after = try await self.seen(seen.id)
            guard after.events == seen.events else { throw WalkFault("\(text): events changed") }
            return
        }
        try await compare(receipt, expected, move, seen)
    }

    private mutating func compare(
        _ result: MoveResult,
        _ expected: WalkModel.Answer,
        _ text: String
    ) throws {
        let isRight =
            switch (result, expected) {
            case (.notFound, .notFound), (.conflict, .conflict): true
            case (.refused(let problems), .notOpen): problems == [.notOpen]
            case (.refused(let problems), .staffOnly): problems == [.staffSession]
            case (.refused(let problems), .refused):
                problems != [.notOpen] && problems != [.staffSession]
            case (.moved(let receipt), .moved): receipt.refusal == nil
            case (.moved(let receipt), .refusedEffect): receipt.refusal != nil
            default: false
            }
        guard isRight else { throw WalkFault("\(text): \(result), not \(expected)") }
        switch expected {
        case .notFound: count("not found")
        case .conflict: count("conflict")
        case .notOpen: count("not open")
        case .staffOnly: count("staff only")
        case .refused: count("refused")
        case .moved: count("moved")
        case .refusedEffect: count("effect refused")
        }
    }

    private mutating func compare(
        _ receipt: MoveReceipt,
        _ expected: WalkModel.Answer,
        _ move: WalkAttempt,
        _ seen: WalkCase
    ) async throws {
        let after = try await self.seen(seen.id)
        guard let event = after.events.first(where: { $0.move == move.moveID }),
            event.seq == seen.revision + 1, receipt.seq == event.seq, event.actor == move.actor
        else { throw WalkFault("the move \(move.moveID) has no event") }
        let target: String
        switch expected {
        case .moved(let next), .refusedEffect(let next): target = next
        default: throw WalkFault("a receipt without a move")
        }
        let isEnd = target.hasPrefix("=")
        let step = target == "-" || isEnd ? seen.step : target
        guard event.to == step else { throw WalkFault("\(move.action) went to \(event.to)") }
        if isEnd {
            guard after.outcome == String(target.dropFirst()) else {
                throw WalkFault("\(move.action) ended as \(after.outcome ?? "open")")
            }
        } else if after.isClosed, after.events.last == event {
            throw WalkFault("\(move.action) closed the case")
        }
        let isDone = move.action == "deposited" && isEnd
        if isDone { model.references.insert(move.reference) }
    }

    /// Any case of the walk, or a sub-case of one.
    mutating func anyCase() async throws -> (WalkCase, Bool)? {
        guard let one = pick(cases) else { return nil }
        let seen = try await seen(one.id)
        if let child = seen.open.compactMap(\.child).first, number(3) > 0 {
            return (try await self.seen(child), false)
        }
        return (seen, one.names)
    }

    mutating func choose(_ seen: WalkCase, _ names: Bool) -> WalkAttempt {
        let rules = WalkRules.rules(seen.service, seen.step)
        var action = pick(rules)?.action ?? "agree"
        if number(6) == 0 { action = pick(WalkRules.all)?.action ?? action }
        var actor = pick(WalkRules.persons) ?? "person"
        if number(10) < 7, let likely = likely(action, seen) { actor = likely }
        var move = WalkAttempt.right(action, of: seen, by: actor, nextMove(), at: now)
        move.caseNames = names
        if number(4) == 0 { move.spoil(number(12), at: now) }
        move.isByCode = number(8) == 0
        if number(12) == 0 { move.revision = max(1, seen.revision - Int64(number(3))) }
        switch number(8) {
        case 0 where !seen.open.isEmpty: move.inputs.errand = pick(seen.open)?.id
        case 1 where number(3) == 0: move.inputs.errand = "unknown"
        default: break
        }
        if number(8) == 0, let used = pick(model.references.sorted()) {
            move.inputs.reference = used
        }
        return move
    }

    /// A person to whom an action is open.
    private mutating func likely(_ action: String, _ seen: WalkCase) -> String? {
        guard let rule = WalkRules.rule(seen.service, seen.step, action) else { return nil }
        let (model, now) = (model, now)
        let persons = WalkRules.persons.filter { person in
            model.relations(person, to: seen, at: now).contains { rule.by.contains($0.letter) }
        }
        return pick(persons)
    }
}

/// The same move twice, and moves at the same time.
extension CaseWalk {
    mutating func again() async throws {
        guard var move = last else { return }
        let before = try await seen(move.caseID)
        guard let event = before.events.first(where: { $0.move == move.moveID }) else { return }
        let isOther = number(2) == 0
        if isOther { move.inputs.note = "Another text." }
        let result = try await test.cases.move(move.request(at: now))
        log("again \(move.moveID)\(isOther ? " with another text" : ""): \(result.word)")
        switch result {
        case .repeated(let receipt) where !isOther && receipt.seq == event.seq:
            guard (receipt.refusal != nil) == (event.effectRef == "refused") else {
                throw WalkFault("a refusal that came again: \(result)")
            }
            count("repeated")
        case .reused where isOther: count("reused")
        default: throw WalkFault("a move that came again: \(result)")
        }
        guard try await seen(move.caseID).events == before.events else {
            throw WalkFault("a move that came again left an event")
        }
    }

    /// Two moves at the same time: each that was done has one event, and no other one left anything.
    mutating func together() async throws {
        guard let (seen, names) = try await anyCase() else { return }
        var (one, two) = (choose(seen, names), choose(seen, names))
        if number(3) == 0 { two = one }
        if number(3) > 0 {
            (one.revision, two.revision) = (seen.revision, seen.revision)
        }
        let (first, second, cases) = (one.request(at: now), two.request(at: now), test.cases)
        async let left = cases.move(first)
        async let right = cases.move(second)
        let results = [try await left, try await right]
        log("\(one.actor) \(one.action), \(two.actor) \(two.action): \(results.map(\.word))")
        count("together")
        let after = try await self.seen(seen.id)
        for (move, result) in zip([one, two], results) {
            let events = after.events.count { $0.move == move.moveID }
            guard events == (result.receipt == nil ? 0 : 1) else {
                throw WalkFault("\(move.moveID) has \(events) events and \(result)")
            }
            guard result.receipt != nil, move.action == "deposited", after.outcome == "paid" else {
                continue
            }
            model.references.insert(after.events.last?.move == move.moveID ? move.reference : "")
        }
        let moved = Set(results.compactMap { $0.receipt?.seq })
        let done = after.events.count { $0.move == one.moveID || $0.move == two.moveID }
        guard moved.count == done else { throw WalkFault("\(moved) receipts and \(done) events") }
        last = one
    }
}
