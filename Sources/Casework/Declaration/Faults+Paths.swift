/// Paths through the steps.
extension Service {
    func pathFaults() -> [DeclarationFault] {
        guard let first = steps.first else { return [] }
        let reached = closure(of: [first.name]) { self.targets(of: $0) }
        var faults = steps.filter { !reached.contains($0.name) }.map {
            DeclarationFault(.unreachable, at: $0.place, "no path leads to the step")
        }
        for (step, action) in placedActions {
            for case .step(let name) in action.to.ends where !isStep(name) {
                faults.append(
                    .init(.unknownStep, at: step.place(action), "the service has no step \(name)")
                )
            }
            if action.to.ends.contains(.back), sources(of: step.name).isEmpty {
                faults.append(
                    .init(.noWayBack, at: step.place(action), "no other step leads here")
                )
            }
        }
        let ending = Set(steps.filter { closes($0) }.map(\.name))
        let reachesEnd = closure(of: ending) { self.sources(of: $0) }
        faults += steps.filter { !reachesEnd.contains($0.name) }.map {
            .init(.noEnd, at: $0.place, "no path leads from the step to an end")
        }
        return faults
    }

    /// The steps to which the actions of a step lead, in one move.
    func targets(of name: StepName) -> Set<StepName> {
        guard let step = step(name) else { return [] }
        return step.actions.reduce(into: []) { $0.formUnion(targets(of: $1, in: name)) }
    }

    /// The steps to which an action leads.
    func targets(of action: CaseAction, in name: StepName) -> Set<StepName> {
        action.to.ends.reduce(into: []) { targets, end in
            switch end {
            case .step(let target): targets.insert(target)
            case .stay: targets.insert(name)
            case .back: targets.formUnion(sources(of: name))
            case .closed, .byResult, .sampled, .when: break
            }
        }
    }

    /// The other steps with an action that leads to a step by its name.
    private func sources(of name: StepName) -> Set<StepName> {
        Set(
            placedActions.filter { $0.action.to.ends.contains(.step(name)) && $0.step.name != name }
                .map(\.step.name)
        ).union(backSources(of: name))
    }

    /// The steps that lead to a step by `.back`: those to which it leads by name.
    private func backSources(of name: StepName) -> Set<StepName> {
        let named = (step(name)?.actions ?? []).flatMap(\.to.ends).compactMap { end in
            if case .step(let target) = end, target != name { target } else { nil }
        }
        return Set(
            named.filter { target in
                step(target)?.actions.contains { $0.to.ends.contains(.back) } ?? false
            }
        )
    }

    private func closes(_ step: Step) -> Bool {
        step.actions.contains { !$0.to.outcomes.isEmpty }
    }

    /// The names that are reached from the first ones.
    func closure(
        of first: Set<StepName>,
        by next: (StepName) -> Set<StepName>
    ) -> Set<StepName> {
        var reached = first
        var open = Array(first)
        while let name = open.popLast() {
            for target in next(name) where reached.insert(target).inserted { open.append(target) }
        }
        return reached
    }
}
