import Persian

/// Names and words.
extension Service {
    func nameFaults() -> [DeclarationFault] {
        var faults = Self.malformed([id], "service", at: "")
        if version < 1 { faults.append(.init(.name, "the version \(version) is not 1 or more")) }
        faults += Self.named(steps.map(\.name), "step", at: "")
        faults += Self.named(clocks.map(\.name), "clock", at: "")
        for step in steps {
            faults += Self.named(step.actions.map(\.name), "action", at: step.place)
            faults += Self.named(step.timers.map(\.name), "timer", at: step.place)
            for action in step.actions {
                faults += Self.named(action.guards.map(\.name), "guard", at: step.place(action))
                faults += Self.named(action.effects.map(\.name), "effect", at: step.place(action))
            }
        }
        faults += Self.named(opening.preconditions.map(\.name), "precondition", at: "opening")
        faults += Self.named(opening.effects.map(\.name), "effect", at: "opening")
        return faults + form.nameFaults()
    }

    func wordingFaults() -> [DeclarationFault] {
        var faults = Self.unworded(title, "title", at: "")
        for (step, place) in steps.map({ ($0, $0.place) }) {
            faults += Self.unworded(step.title, "title", at: place)
            for action in step.actions {
                let place = step.place(action)
                faults += Self.unworded(action.title, "title", at: place)
                for condition in action.guards {
                    faults += Self.unworded(condition, at: "\(place), guard \(condition.name)")
                }
                for case .reason(let list) in action.requires {
                    for reason in list.reasons {
                        faults += Self.unworded(reason.title, "reason \(reason.value)", at: place)
                    }
                }
            }
        }
        for condition in opening.preconditions {
            faults += Self.unworded(condition, at: "precondition \(condition.name)")
        }
        return faults
    }
}

extension Service {
    static func named(
        _ names: [some DeclaredName],
        _ noun: String,
        at place: String
    ) -> [DeclarationFault] {
        let repeated = Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys
        return malformed(names, noun, at: place)
            + repeated.sorted().map {
                .init(.repeatedName, at: place, "the \(noun) \($0) is declared twice")
            }
    }

    private static func malformed(
        _ names: [some DeclaredName],
        _ noun: String,
        at place: String
    ) -> [DeclarationFault] {
        names.filter { !$0.isWellFormed }.map {
            .init(
                .name,
                at: place,
                "the name of the \(noun) “\($0)” is not 1 to 40 small letters, digits, - and _"
            )
        }
    }

    static func unworded(_ text: Wording, _ noun: String, at place: String) -> [DeclarationFault] {
        [("Persian", text.fa), ("English", text.en)].filter { $0.1.isEmpty }.map {
            .init(.wording, at: place, "the \(noun) has no \($0.0) text")
        }
    }

    private static func unworded(_ condition: Guard, at place: String) -> [DeclarationFault] {
        unworded(condition.sentence, "sentence", at: place)
            + (condition.alternative.map { unworded($0, "alternative", at: place) } ?? [])
    }
}
