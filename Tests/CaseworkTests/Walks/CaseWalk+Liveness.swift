import Persian
import Store
import Testing

@testable import Casework

/// From where the walk stands every case ends, if every party does its work.
extension CaseWalk {
    /// The most moves until the end.
    static let mostMoves = 40

    mutating func finish() async throws {
        numbers = SplitMix(seed: 1)
        if model.refusesEffects { toggleRefusals() }
        try await work()
        for one in cases {
            var left = Self.mostMoves
            try await finish(one.id, names: one.names, &left)
        }
        checked = [:]
        try await check()
    }

    /// The next move of a case by the party that it waits for.
    mutating func advance() async throws {
        guard let one = pick(cases) else { return }
        let seen = try await seen(one.id)
        var left = Self.mostMoves
        let issues = ["confirm", "second-review"].contains(seen.step)
        if issues, number(3) == 0 { toggleRefusals() }
        if !seen.isClosed { try await work(on: seen, one.names, &left) }
    }

    private mutating func finish(_ id: String, names: Bool, _ left: inout Int) async throws {
        while true {
            let seen = try await seen(id)
            if seen.isClosed { return }
            guard left > 0 else {
                throw WalkFault(
                    "\(seen.service)/\(seen.step) did not end in \(Self.mostMoves) moves"
                )
            }
            try await work(on: seen, names, &left)
        }
    }

    private mutating func work(
        on seen: WalkCase,
        _ names: Bool,
        _ left: inout Int
    ) async throws {
        switch seen.waiting {
        case "applicant": try await resubmit(seen, &left)
        case "person": try await act("commit", seen, by: seen.waitPerson ?? "", names, &left)
        case "cartable": try await decide(seen, names, &left)
        case "errands": try await answer(seen, &left)
        default: throw WalkFault("\(seen.service) waits for \(seen.waiting)")
        }
    }

    private mutating func act(
        _ action: String,
        _ seen: WalkCase,
        by actor: String,
        errand: String? = nil,
        _ names: Bool,
        _ left: inout Int
    ) async throws {
        left -= 1
        var move = WalkAttempt.right(action, of: seen, by: actor, nextMove(), at: now)
        move.caseNames = names
        move.inputs.errand = errand
        let expected = model.answer(move, seen, at: now)
        guard case .moved = expected else {
            throw WalkFault("\(actor) cannot do \(action) of \(seen.service): \(expected)")
        }
        try await attempt(move, seen)
    }

    /// The applicant sends the form again; a deposit about a person who is not known is left to its end by the clock.
    private mutating func resubmit(_ seen: WalkCase, _ left: inout Int) async throws {
        guard isAboutNobody(seen) else {
            return try await act("resubmit", seen, by: seen.openedBy, false, &left)
        }
        for _ in 0..<40 where try await self.seen(seen.id).step == "applicant" {
            test.clock.advance(seconds: 86_400)
            try await test.acceptMessages()
            try await work()
            if try await self.seen(seen.id).isClosed { return }
        }
        throw WalkFault("the clock does not end \(seen.service)")
    }

    private func isAboutNobody(_ seen: WalkCase) -> Bool {
        seen.service == "deposit"
            && !seen.parties.contains { $0.role == "subject" && $0.person != nil }
    }

    /// The office does its work; where no holder may, SAORG names one who may.
    private mutating func decide(
        _ seen: WalkCase,
        _ names: Bool,
        _ left: inout Int
    ) async throws {
        guard let address = seen.address else { throw WalkFault("no address") }
        let actions = [
            "permit/review": "agree", "permit/confirm": "issue", "permit/second-review": "issue",
            "permit-objection/office": "grant", "permit-objection/administrator": "grant",
            "inquiry/answer": "answer", "grievance/custodian": "answer",
            "grievance/desk": "answer", "summons/office": "accept",
            "deposit/deposit": isAboutNobody(seen) ? "bounced" : "deposited",
        ]
        guard let action = actions["\(seen.service)/\(seen.step)"] else {
            throw WalkFault("nothing to do in \(seen.step)")
        }
        let first = seen.events.last { $0.action == "deposited" && $0.seq > seen.arrival }
        for person in [model.holders[address]?.person].compactMap(\.self) + address.candidates {
            if action == "deposited", person == first?.actor { continue }
            if model.holders[address].map({ $0.person != person || $0.from > now }) ?? true {
                try await approve(address, person: person, requester: "requester")
            }
            var move = WalkAttempt.right(action, of: seen, by: person, nextMove(), at: now)
            move.caseNames = names
            switch model.answer(move, seen, at: now) {
            case .moved, .refusedEffect:
                left -= 1
                return try await attempt(move, seen)
            case .notFound, .conflict, .notOpen, .staffOnly, .refused: continue
            }
        }
        // Where one natural person is all there is, the case goes back or is withdrawn.
        try await act("withdraw", seen, by: seen.openedBy, names, &left)
    }

    private mutating func answer(_ seen: WalkCase, _ left: inout Int) async throws {
        guard let errand = seen.open.first else { throw WalkFault("no errand is open") }
        if let child = errand.child { return try await finish(child, names: false, &left) }
        guard let address = errand.address else {
            left -= 1
            _ = try await test.cases.report(
                "notified",
                key: nextMove(),
                body: "",
                from: "fund",
                about: seen.id,
                at: now
            )
            return
        }
        if model.holders[address].map({ $0.from > now }) ?? true {
            try await approve(address, person: address.candidates[0], requester: "requester")
        }
        let holder = model.holders[address]?.person ?? ""
        try await act("answer", seen, by: holder, errand: errand.id, false, &left)
    }
}
