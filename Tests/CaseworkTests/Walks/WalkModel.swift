import Persian

/// Who may do what, by the table written by hand and by what the walk itself has done to holders and deputies.
struct WalkModel: Sendable {
    struct Holder: Sendable {
        let person: String
        let requester: String
        let from: Timestamp
    }

    struct Deputy: Sendable {
        let delegator: String
        let deputy: String
        let role: String
        let organisation: String
        let from: Timestamp
        let until: Timestamp
    }

    /// A relation to a case: the letter of the table, and for whom a deputy acts.
    struct Relation: Sendable, Equatable {
        let letter: Character
        var behalfOf: String?
        var errand: String?
    }

    /// What a move must become.
    enum Answer: Equatable, Sendable {
        case notFound, conflict, notOpen, staffOnly, refused
        case moved(String)
        case refusedEffect(String)
    }

    var holders: [WalkAddress: Holder] = [:]
    var deputies: [String: Deputy] = [:]
    /// References that were used.
    var references: Set<String> = []
    var isSampled = true
    var refusesEffects = false

    /// Holder or deputy of an address.
    func officials(_ person: String, _ address: WalkAddress, at now: Timestamp) -> [Relation] {
        guard let holder = holders[address], holder.from <= now else { return [] }
        if holder.person == person { return [Relation(letter: "H")] }
        let isDeputy = deputies.values.contains {
            $0.delegator == holder.person && $0.deputy == person && $0.role == address.role
                && $0.organisation == address.organisation && $0.from <= now && now < $0.until
        }
        return isDeputy ? [Relation(letter: "D", behalfOf: holder.person)] : []
    }

    func relations(_ person: String, to seen: WalkCase, at now: Timestamp) -> [Relation] {
        var all = seen.address.map { officials(person, $0, at: now) } ?? []
        for errand in seen.open {
            guard let address = errand.address else { continue }
            all += officials(person, address, at: now).map {
                Relation(letter: "E", behalfOf: $0.behalfOf, errand: errand.id)
            }
        }
        if seen.openedBy == person { all.append(Relation(letter: "A")) }
        let isParty = seen.parties.contains { $0.person == person && $0.role != "applicant" }
        if isParty, seen.waitPerson ?? person == person { all.append(Relation(letter: "P")) }
        if WalkRules.isOwner(person, of: seen.service) { all.append(Relation(letter: "U")) }
        if person == "custodian" { all.append(Relation(letter: "K")) }
        return all
    }

    /// What a move by a person must become.
    func answer(_ move: WalkAttempt, _ seen: WalkCase, at now: Timestamp) -> Answer {
        let every = relations(move.actor, to: seen, at: now)
        let all = move.isByCode ? every.filter { $0.isWithoutRole(in: seen.service) } : every
        if move.revision < seen.turn {
            if all.isEmpty, !every.isEmpty { return .staffOnly }
            if move.isByCode { return all.isEmpty ? .notFound : .conflict }
            let acted = seen.events.contains { $0.actor == move.actor }
            let isColleague = holders.contains { address, holder in
                address.service == seen.service
                    && (holder.person == move.actor || represents(move.actor, holder.person, now))
            }
            return !all.isEmpty || acted || isColleague ? .conflict : .notFound
        }
        guard !every.isEmpty else { return .notFound }
        guard !seen.isClosed, let rule = WalkRules.rule(seen.service, seen.step, move.action)
        else { return all.isEmpty ? .staffOnly : .notOpen }
        func fits(_ relation: Relation) -> Bool {
            rule.by.contains(relation.letter)
                && (move.errand == nil || relation.errand == nil || relation.errand == move.errand)
        }
        guard let relation = all.first(where: fits) else {
            return every.contains(where: fits) ? .staffOnly : .notOpen
        }
        if isExcluded(move, relation, rule, seen) { return .refused }
        if !rule.needs.isSubset(of: move.fulfils.union(["second"])) { return .refused }
        if move.isLongNote { return .refused }
        if rule.needs.contains("reference"), references.contains(move.reference) {
            return .refused
        }
        return outcome(move, rule, seen)
    }

    private func outcome(_ move: WalkAttempt, _ rule: WalkRule, _ seen: WalkCase) -> Answer {
        if rule.needs.contains("second") {
            let first = seen.events.last { $0.action == rule.action && $0.seq > seen.arrival }
            guard let first else { return .moved("-") }
            if first.actor == move.actor { return .refused }
        }
        let hasSubject = seen.parties.contains { $0.role == "subject" && $0.person != nil }
        let isRefused = rule.action == "issue" ? refusesEffects : !hasSubject
        if rule.hasEffect, isRefused {
            let next = rule.next.first { $0.hasPrefix("!") } ?? "!-"
            return .refusedEffect(String(next.dropFirst()))
        }
        return .moved(rule.target(isSampled: isSampled))
    }

    private func represents(_ deputy: String, _ delegator: String, _ now: Timestamp) -> Bool {
        deputies.values.contains {
            $0.delegator == delegator && $0.deputy == deputy && $0.from <= now && now < $0.until
        }
    }

    private func isExcluded(
        _ move: WalkAttempt,
        _ relation: Relation,
        _ rule: WalkRule,
        _ seen: WalkCase
    ) -> Bool {
        let actors = Set([move.actor] + [relation.behalfOf].compactMap(\.self))
        let parties = Set(seen.parties.compactMap(\.person) + [seen.openedBy])
        if rule.exclusions.contains("parties"), !actors.isDisjoint(with: parties) { return true }
        if rule.exclusions.contains("requester"), let address = seen.address,
            let requester = holders[address]?.requester, actors.contains(requester)
        {
            return true
        }
        if rule.exclusions.contains("agree") {
            let agreed = seen.events.last { $0.action == "agree" }
            if agreed.map({ !actors.isDisjoint(with: $0.persons) }) ?? true { return true }
        }
        // The forms of the walk name one person, where they name any.
        return rule.exclusions.contains("named") && actors.contains("person") && move.caseNames
    }
}

extension WalkModel.Relation {
    /// Whether a session by a one-time code has it too.
    fileprivate func isWithoutRole(in service: String) -> Bool {
        letter == "P" || (letter == "A" && !WalkRules.openedInRole.contains(service))
    }
}
