/// Actions: capacities, requirements, results, decisions.
extension Service {
    func actionFaults() -> [DeclarationFault] {
        var faults = exclusions.flatMap { exclusionFaults($0, at: "exclusions") }
        for action in visibility.events.keys.sorted() where !isAction(action) {
            faults.append(
                .init(.unknownAction, at: "visibility", "the service has no action \(action)")
            )
        }
        for (step, action) in placedActions {
            let place = step.place(action)
            faults += action.exclusions.flatMap { exclusionFaults($0, at: place) }
            faults += capacityFaults(action, in: step)
            faults += requirementFaults(action, in: step)
            faults += resultFaults(action, at: place)
            faults += decisionFaults(action, in: step)
        }
        return faults
    }

    private func exclusionFaults(_ exclusion: Exclusion, at place: String) -> [DeclarationFault] {
        switch exclusion {
        case .parties, .requesterOfHolder, .unit, .decidersBefore: []
        case .actorOf(let action):
            isAction(action)
                ? []
                : [.init(.unknownAction, at: place, "the service has no action \(action)")]
        case .namedIn(let field):
            need(field, at: place, "the number of a person") { $0.isPersonNumber }
        }
    }

    private func capacityFaults(_ action: CaseAction, in step: Step) -> [DeclarationFault] {
        let possible = step.capacities
        guard action.by.isEmpty ? step.waitsFor == .errands : action.by.isDisjoint(with: possible)
        else { return [] }
        return [.init(.capacity, at: step.place(action), "no party of the step can do it")]
    }

    private func requirementFaults(_ action: CaseAction, in step: Step) -> [DeclarationFault] {
        let place = step.place(action)
        var faults: [DeclarationFault] = []
        for requirement in action.requires {
            switch requirement {
            case .form where form.fields.isEmpty:
                faults.append(.init(.requirement, at: place, "the service has no form"))
            case .fileDecisions where !form.fields.contains { $0.type.hasFiles }:
                faults.append(.init(.requirement, at: place, "the form has no files"))
            case .reason(let list) where list.reasons.isEmpty:
                faults.append(.init(.requirement, at: place, "the list of reasons is empty"))
            case .returnedFields where !leadsToForm(action, in: step):
                faults.append(
                    .init(
                        .returnedFields,
                        at: place,
                        "fields are returned and no step with the form follows"
                    )
                )
            default: break
            }
        }
        return faults
    }

    /// Whether each step to which an action leads waits for a person, who can send the form.
    private func leadsToForm(_ action: CaseAction, in step: Step) -> Bool {
        let targets = targets(of: action, in: step.name)
        return !targets.isEmpty && action.to.outcomes.isEmpty
            && targets.allSatisfy { name in
                guard let target = self.step(name) else { return false }
                return target.waitsFor.isPerson
                    && target.actions.contains { $0.requires.contains(.form) }
            }
    }

    private func resultFaults(_ action: CaseAction, at place: String) -> [DeclarationFault] {
        var faults: [DeclarationFault] = []
        for branches in action.to.results {
            let words = Set(branches.keys)
            if action.effects.isEmpty {
                faults.append(.init(.result, at: place, "a result decides, and no effect runs"))
            } else if words != [EffectResult.done, EffectResult.refused] {
                faults.append(
                    .init(.result, at: place, "the branches are not exactly done and refused")
                )
            }
        }
        if action.to.isSampled, opening.once.isEmpty {
            faults.append(.init(.sample, at: place, "a sample needs a once-key"))
        }
        if action.effects.contains(where: \.issues) {
            let hasSecond = (action.exclusions + exclusions).contains { exclusion in
                switch exclusion {
                case .actorOf(let other): other != action.name
                case .parties: opensOfficially
                case .requesterOfHolder, .unit, .namedIn, .decidersBefore: false
                }
            }
            if !hasSecond || !action.requires.contains(.freshFactor) {
                faults.append(
                    .init(
                        .issuesAlone,
                        at: place,
                        "what issues needs a fresh factor and excludes the first of two persons"
                    )
                )
            }
        }
        return faults
    }

    /// Whether only staff open cases: then the person who opened one is the first of two.
    private var opensOfficially: Bool {
        opening.by.allSatisfy {
            switch $0 {
            case .holder, .unit: true
            case .person, .anonymous, .effect, .bulk: false
            }
        }
    }

    /// A decision that closes a case, or is its initial result, is followed by a message to the applicant.
    private func decisionFaults(_ action: CaseAction, in step: Step) -> [DeclarationFault] {
        if action.notifies.contains(.applicant) { return [] }
        let place = step.place(action)
        let decided = action.to.outcomes.contains {
            switch $0 {
            case .granted, .issued, .paid, .refused: true
            case .withdrawn, .lapsed: false
            }
        }
        if decided {
            return [.init(.silentDecision, at: place, "the case ends without a message")]
        }
        guard action.marks.contains(.initialResult) else { return [] }
        let after = closure(of: targets(of: action, in: step.name)) { self.targets(of: $0) }
        let isFollowed = steps.contains { step in
            after.contains(step.name) && step.actions.contains { $0.notifies.contains(.applicant) }
        }
        return isFollowed
            ? [] : [.init(.silentDecision, at: place, "no message to the applicant follows")]
    }
}

extension Step {
    /// The capacities that can occur while a case is in the step.
    fileprivate var capacities: Set<Capacity> {
        var capacities: Set<Capacity> = [.applicant, .party, .ownerUnit, .custodian, .clock]
        switch waitsFor {
        case .cartable: capacities.formUnion([.holder, .deputy])
        case .errands: capacities.insert(.addressee)
        case .gateway: capacities.insert(.gateway)
        case .applicant, .party, .commission, .date: break
        }
        return capacities
    }
}

extension Transition {
    /// The branches of each result in the transition.
    fileprivate var results: [[String: Transition]] {
        switch self {
        case .step, .stay, .back, .closed: []
        case .byResult(let branches): [branches] + branches.values.flatMap(\.results)
        case .sampled(let inside, let otherwise), .when(_, let inside, let otherwise):
            inside.results + otherwise.results
        }
    }

    /// Whether a sample decides.
    fileprivate var isSampled: Bool {
        switch self {
        case .step, .stay, .back, .closed: false
        case .byResult(let branches): branches.values.contains(where: \.isSampled)
        case .sampled: true
        case .when(_, let inside, let otherwise): inside.isSampled || otherwise.isSampled
        }
    }
}
