/// Examples: each can be followed, and together they do every action.
extension Service {
    func exampleFaults() -> [DeclarationFault] {
        var faults: [DeclarationFault] = []
        var done: Set<ExampleWalk.Done> = []
        for (index, example) in examples.enumerated() {
            var walk = ExampleWalk(self)
            if let sentence = walk.follow(example) {
                faults.append(.init(.example, at: "example \(index + 1)", sentence))
            }
            done.formUnion(walk.done)
        }
        for (step, action) in placedActions
        where !done.contains(ExampleWalk.Done(step: step.name, action: action.name)) {
            faults.append(.init(.uncovered, at: step.place(action), "no example does it"))
        }
        return faults
    }
}

/// Follows an example through the steps; where a sample or a result decides, through each branch.
private struct ExampleWalk {
    struct Done: Hashable {
        let step: StepName
        let action: ActionName
    }

    private struct Place: Hashable {
        let step: StepName
        let before: StepName?
    }

    private let service: Service
    private var places: Set<Place> = []
    private var outcomes: Set<CaseOutcome> = []
    private(set) var done: Set<Done> = []

    init(_ service: Service) {
        self.service = service
        if let first = service.steps.first { places = [Place(step: first.name, before: nil)] }
    }

    /// Returns why the example cannot be followed; nil where it can.
    mutating func follow(_ example: ServiceExample) -> String? {
        let names = Set(example.actors.map(\.name))
        for move in example.moves {
            if let actor = move.actor, !names.contains(actor) {
                return "no actor has the name \(actor)"
            }
        }
        guard let opening = example.moves.first, opening.action == nil else {
            return "the first move does not open the case"
        }
        for (index, move) in example.moves.enumerated().dropFirst() {
            guard let name = move.action else { return "move \(index + 1) opens the case again" }
            guard take(name) else { return "no step of the path has the action \(name)" }
        }
        if !outcomes.contains(example.ends) {
            return "the path does not end with \(example.ends.rawValue)"
        }
        return nil
    }

    /// Does an action wherever it can be done; false where no place has it.
    private mutating func take(_ name: ActionName) -> Bool {
        var next: Set<Place> = []
        outcomes = []
        var isPossible = false
        for place in places {
            guard let action = service.action(name, in: place.step) else { continue }
            isPossible = true
            done.insert(Done(step: place.step, action: name))
            for end in action.to.ends {
                switch end {
                case .step(let step): next.insert(Place(step: step, before: place.step))
                case .stay: next.insert(place)
                case .back:
                    if let before = place.before {
                        next.insert(Place(step: before, before: place.step))
                    }
                case .closed(let outcome): outcomes.insert(outcome)
                case .byResult, .sampled, .when: break
                }
            }
        }
        places = next
        return isPossible
    }
}
