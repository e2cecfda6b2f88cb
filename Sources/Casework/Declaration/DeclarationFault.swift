/// What is wrong with a declaration.
package struct DeclarationFault: Sendable, Hashable, CustomStringConvertible {
    /// The rule that does not hold.
    package let rule: Rule
    /// Where: `step review, action agree`; empty for the service as a whole.
    package let place: String
    /// What is wrong there.
    package let sentence: String

    init(_ rule: Rule, at place: String = "", _ sentence: String) {
        self.rule = rule
        self.place = place
        self.sentence = sentence
    }

    /// The place and the sentence.
    package var description: String { place.isEmpty ? sentence : "\(place): \(sentence)" }

    /// The rules of declarations; docs/services.md lists them.
    package enum Rule: String, Sendable, Hashable, CaseIterable {
        /// Names have a form.
        case name
        /// A name occurs once.
        case repeatedName = "repeated-name"
        /// Titles and sentences are in Persian and English.
        case wording
        /// A step that the declaration names is declared.
        case unknownStep = "unknown-step"
        /// An action that the declaration names is declared in its step.
        case unknownAction = "unknown-action"
        /// A field that the declaration names is declared.
        case unknownField = "unknown-field"
        /// A clock that a step names is declared.
        case unknownClock = "unknown-clock"
        /// A service that the declaration names is in the catalog.
        case unknownService = "unknown-service"
        /// A field that the declaration uses has the type that the use needs.
        case fieldType = "field-type"
        /// A condition depends on fields before it.
        case condition
        /// Sizes are within the limits of forms.
        case limit
        /// Each step is reached.
        case unreachable
        /// Each step reaches an end.
        case noEnd = "no-end"
        /// `back` has a step to which it leads.
        case noWayBack = "no-way-back"
        /// Each step has a party.
        case party
        /// Each step has a source of its due.
        case due
        /// A party of a step is a natural person.
        case naturalPerson = "natural-person"
        /// The role of a cartable exists in its organisation.
        case role
        /// An action has a capacity that can do it.
        case capacity
        /// From each decision a path leads to a message to the applicant.
        case silentDecision = "silent-decision"
        /// Fields are returned only to a step with the form.
        case returnedFields = "returned-fields"
        /// A requirement has what it refers to.
        case requirement
        /// Silence ends only the wait for a person.
        case lapse
        /// Two reminders precede the end of a wait.
        case reminders
        /// No timer decides against an applicant because an office was silent.
        case refusalByTimer = "refusal-by-timer"
        /// A budget of time is positive.
        case budget
        /// The branches of a result are those that an effect has.
        case result
        /// An effect that issues has two persons and a fresh factor.
        case issuesAlone = "issues-alone"
        /// A sample is drawn by the once-key.
        case sample
        /// The rule of errands can be met.
        case errands
        /// The unit of the service takes a case only from an office.
        case inPlace = "in-place"
        /// The examples can be followed.
        case example
        /// The examples do every action.
        case uncovered
        /// The concept belongs to a later stage.
        case laterStage = "later-stage"
    }
}

extension Service {
    /// Returns what is wrong with the declaration, in a fixed order; empty for a service that may be released.
    package func faults() -> [DeclarationFault] {
        nameFaults() + wordingFaults() + openingFaults() + formFaults() + stepFaults()
            + pathFaults() + actionFaults() + clockFaults() + timerFaults() + exampleFaults()
    }

    /// Each action with its step.
    var placedActions: [(step: Step, action: CaseAction)] {
        steps.flatMap { step in step.actions.map { (step, $0) } }
    }

    func isStep(_ name: StepName) -> Bool { step(name) != nil }

    func isAction(_ name: ActionName) -> Bool {
        steps.contains { step in step.actions.contains { $0.name == name } }
    }
}

extension Step {
    /// The step, as a fault names it.
    var place: String { "step \(name)" }

    func place(_ action: CaseAction) -> String { "step \(name), action \(action.name)" }
}
