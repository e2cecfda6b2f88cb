import Accounts

/// Steps: their parties, dues and errands.
extension Service {
    func stepFaults() -> [DeclarationFault] {
        if steps.isEmpty { return [.init(.noEnd, "the service has no step")] }
        return steps.flatMap {
            partyFaults($0) + dueFaults($0) + errandFaults($0) + inPlaceFaults($0)
        }
    }

    private func partyFaults(_ step: Step) -> [DeclarationFault] {
        switch step.waitsFor {
        case .applicant:
            return hasApplicant
                ? []
                : [.init(.naturalPerson, at: step.place, "no person opens a case of the service")]
        case .party(let role):
            return isNaturalPerson(role)
                ? []
                : [
                    .init(
                        .naturalPerson,
                        at: step.place,
                        "neither opening nor form names a person with the part \(role.rawValue)"
                    )
                ]
        case .cartable(let role, let organisation):
            return referenceFaults(organisation, role, at: step.place)
        case .errands: return []
        case .commission, .gateway, .date:
            return [
                .init(.laterStage, at: step.place, "the step waits for a party of a later stage")
            ]
        }
    }

    private var hasApplicant: Bool {
        opening.by.contains {
            switch $0 {
            case .person, .anonymous, .holder, .unit: true
            case .effect, .bulk: false
            }
        }
    }

    private func isNaturalPerson(_ role: PartyRole) -> Bool {
        switch role {
        case .applicant: return hasApplicant
        case .subject:
            switch opening.about {
            case .opener: return hasApplicant
            case .named: return true
            case .organisation, .none: return false
            }
        case .guarantor, .respondent, .member:
            return form.fields.contains { $0.type.namesPersons }
        }
    }

    private func referenceFaults(
        _ reference: OrganisationReference,
        _ role: Role,
        at place: String
    ) -> [DeclarationFault] {
        let kinds: Set<Organisation.Kind>
        switch reference {
        case .chosen(let field):
            let faults = need(field, at: place, "an organisation") { $0 == .organisation }
            if !faults.isEmpty { return faults }
            kinds = Set(Organisation.Kind.allCases)
        case .ofApplicant: kinds = Set(Organisation.Kind.allCases)
        case .unit: kinds = [.unit]
        case .outside: kinds = [.outside]
        case .asIn(let name):
            guard let other = step(name) else {
                return [.init(.unknownStep, at: place, "the service has no step \(name)")]
            }
            guard case .cartable(_, let first) = other.waitsFor else {
                return [.init(.party, at: place, "the step \(name) waits for no organisation")]
            }
            if case .asIn = first {
                return [.init(.party, at: place, "the step \(name) names no organisation itself")]
            }
            return []
        }
        return role.kinds.isDisjoint(with: kinds)
            ? [.init(.role, at: place, "the role \(role.rawValue) exists in no such organisation")]
            : []
    }

    private func dueFaults(_ step: Step) -> [DeclarationFault] {
        guard let name = step.clock else {
            if step.waitsFor.isPerson, step.lapse != nil { return [] }
            return [.init(.due, at: step.place, "nothing sets the due: neither clock nor lapse")]
        }
        guard let clock = clock(name) else {
            return [.init(.unknownClock, at: step.place, "the service has no clock \(name)")]
        }
        return clock.runs(in: step.name)
            ? [] : [.init(.due, at: step.place, "the clock \(name) does not run in the step")]
    }

    /// The action of a unit in the place of an office: in a step of an office with a clock, and open to the unit alone.
    private func inPlaceFaults(_ step: Step) -> [DeclarationFault] {
        guard let name = step.inPlace else { return [] }
        guard let action = step.actions.first(where: { $0.name == name }) else {
            return [.init(.unknownAction, at: step.place, "the step has no action \(name)")]
        }
        var faults: [DeclarationFault] = []
        if case .cartable = step.waitsFor {
        } else {
            faults.append(.init(.inPlace, at: step.place, "the step waits for no office"))
        }
        if action.by != [.ownerUnit] {
            faults.append(
                .init(.inPlace, at: step.place(action), "the action is not open to the unit alone")
            )
        }
        return faults
    }

    private func errandFaults(_ step: Step) -> [DeclarationFault] {
        guard let rule = step.errands else {
            return step.waitsFor == .errands
                ? [.init(.errands, at: step.place, "the step waits for errands and declares none")]
                : []
        }
        var faults: [DeclarationFault] = []
        if step.waitsFor != .errands {
            faults.append(
                .init(.errands, at: step.place, "a step with errands waits for another party")
            )
        }
        let actions = [step.joined, rule.join?.lapse?.then]
        for name in actions.compactMap(\.self) {
            guard let action = step.actions.first(where: { $0.name == name }) else {
                faults.append(
                    .init(.unknownAction, at: step.place, "the step has no action \(name)")
                )
                continue
            }
            if !action.by.contains(.clock) {
                faults.append(
                    .init(.capacity, at: step.place(action), "the action is not open to the clock")
                )
            }
        }
        if step.joined == nil {
            faults.append(.init(.errands, at: step.place, "no action follows the answers"))
        }
        return faults + ruleFaults(rule, in: step)
    }

    private func ruleFaults(_ rule: ErrandRule, in step: Step) -> [DeclarationFault] {
        switch rule {
        case .opinions(let addressees, let join):
            let faults = addressees.sorted { $0.key.rawValue < $1.key.rawValue }
                .flatMap { referenceFaults($0.value, $0.key, at: step.place) }
            let canBeMet = !addressees.isEmpty && join.isPossible(for: addressees.count)
            return canBeMet
                ? faults
                : faults + [.init(.errands, at: step.place, "the rule of the answers is never met")]
        case .vote: return [.init(.laterStage, at: step.place, "a vote belongs to a later stage")]
        case .child(let service):
            return service == id
                ? [.init(.errands, at: step.place, "a sub-case of the same service never ends")]
                : []
        case .outside: return []
        }
    }
}

extension ErrandRule {
    /// The rule of the answers; nil where each one is needed.
    var join: JoinRule? {
        if case .opinions(_, let join) = self { join } else { nil }
    }
}

extension JoinRule {
    /// Whether this many errands can meet the rule; a lapse inside of a lapse cannot.
    fileprivate func isPossible(for count: Int) -> Bool {
        switch self {
        case .all, .any: return true
        case .atLeast(let number): return (1...count).contains(number)
        case .lapse(let rule, _, _): return rule.lapse == nil && rule.isPossible(for: count)
        }
    }
}
