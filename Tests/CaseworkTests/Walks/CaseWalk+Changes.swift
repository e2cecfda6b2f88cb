import Persian
import Store
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// Deputies, claims, the calendar, keys, effects and reports from outside.
extension CaseWalk {
    mutating func toggleDeputy() async throws {
        let ends = ["reviewer second-reviewer", "office second-office", "fund second-fund"]
        guard let words = pick(ends)?.split(separator: " ").map(String.init) else { return }
        let (delegator, deputy) = (words[0], words[1])
        let found = model.deputies.first {
            $0.value.delegator == delegator && $0.value.deputy == deputy
        }
        let keys = test.keyring.current
        let now = now
        if let found {
            model.deputies[found.key] = nil
            try await test.database.write { connection in
                let rows = try DelegationRow.all(ofDeputy: TestCases.id(deputy), in: connection)
                guard var row = rows.first(where: { $0.id == found.key }) else {
                    throw WalkFault("the delegation \(found.key) is gone")
                }
                let former = row.seal
                row.endedAt = now.description
                _ = try row.sealed(by: keys).update(replacing: former, in: connection)
            }
            log("\(deputy) is no deputy of \(delegator)")
        } else {
            let id = "delegation-\(nextMove())"
            let (role, organisation) =
                delegator == "office"
                ? ("graduates-office", "graduates")
                : ("reviewer", delegator == "fund" ? "fund" : "1004")
            let row = try TestCases.delegation(
                id,
                delegator,
                deputy,
                role,
                organisation,
                from: now,
                keys
            )
            try await test.database.write { try row.insert(in: $0) }
            model.deputies[id] = .init(
                delegator: delegator,
                deputy: deputy,
                role: role,
                organisation: organisation,
                from: now,
                until: now.adding(seconds: TestCases.delegationSeconds)
            )
            log("\(deputy) is a deputy of \(delegator)")
        }
    }

    mutating func claim() async throws {
        guard let (seen, _) = try await anyCase() else { return }
        let person = pick(WalkRules.persons) ?? "other"
        let (cases, now, id) = (test.cases, now, seen.id)
        let isOfficial =
            seen.address.map { !model.officials(person, $0, at: now).isEmpty } ?? false
        let releases = number(3) == 0
        let result = try await test.database.write { connection in
            releases
                ? try cases.release(id, by: .staff(person), at: now, in: connection)
                : try cases.claim(id, by: .staff(person), at: now, in: connection)
        }
        log("\(person) \(releases ? "releases" : "claims"): \(result)")
        let after = try await self.seen(id).claimedBy
        switch result {
        case .done where releases: if after == nil { return }
        case .done: if isOfficial, after == person { return }
        case .claimed(let other):
            if isOfficial, after == seen.claimedBy, WalkCase.name(other.description) == after {
                return
            }
        case .notFound: if after == seen.claimedBy, releases || !isOfficial { return }
        }
        throw WalkFault("a claim by \(person), claimed by \(after ?? "none"): \(result)")
    }

    mutating func changeCalendar() async throws {
        let day = CivilDate(daysSinceEpoch: Int(now.tehranDay) + number(12))
        let isClosed = number(3) > 0
        let entry = CalendarEntry(
            .nation,
            isClosed ? .fact(day, .closed) : .withdrawal(day),
            source: "walk"
        )
        do {
            _ = try await CalendarStore(database: test.database)
                .load([entry], what: "walk", by: "walk", at: now)
        } catch {
            // There is nothing to withdraw on that day.
            guard !isClosed else { throw error }
        }
        try await test.cases.recomputeDues { [now] in now }
        log("\(isClosed ? "closed" : "open") on \(day)")
        count("calendar")
    }

    mutating func rotate() throws {
        test.keyring.replace(
            with: try test.keyring.current.rotating(.data, kek: TestKeys.kek.get(), at: now)
        )
        log("a new data key")
    }

    mutating func toggleRefusals() {
        model.refusesEffects.toggle()
        test.refusals.set(model.refusesEffects ? .test("Refused.") : nil)
        log("effects are \(model.refusesEffects ? "refused" : "done")")
    }

    /// An office outside reports that a notice was delivered: right, again, or about a case that does not wait for it.
    mutating func report() async throws {
        guard let (seen, _) = try await anyCase() else { return }
        let key = number(3) == 0 ? "same" : nextMove()
        let known = try await test.database.read { connection in
            try connection.first(
                """
                SELECT 1
                FROM fact
                WHERE case_id = \(seen.id) AND kind = 'notified' AND key = \(key)
                """
            ) { _ in true } ?? false
        }
        let isNew = try await test.cases.report(
            "notified",
            key: key,
            body: "",
            from: "fund",
            about: seen.id,
            at: now
        )
        log("report \(key) about \(seen.service)/\(seen.step): \(isNew)")
        guard isNew != known else { throw WalkFault("a report \(known ? "again" : "lost")") }
        let after = try await self.seen(seen.id)
        let waits = seen.service == "summons" && seen.step == "notice" && !seen.isClosed && !known
        guard (after.events != seen.events) == waits, !waits || after.step == "subject" else {
            throw WalkFault("a report moved \(seen.service) to \(after.step)")
        }
    }
}
