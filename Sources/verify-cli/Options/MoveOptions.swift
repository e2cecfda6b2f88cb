import ArgumentParser
import Casework

/// What a command says about the action of a person in a case.
struct MoveOptions: ParsableArguments {
    @Argument(help: "Its tracking number, or its id.")
    var number: String
    @Argument(help: "The action; cases show prints the step.")
    var action: String
    @Option(name: .customLong("as"), help: ArgumentHelp("The person's id.", valueName: "id"))
    var person: String
    @Option(help: "A text for colleagues.")
    var note: String?
    @Option(help: ArgumentHelp("One of the action's reasons.", valueName: "word"))
    var reason: String?
    @Option(help: ArgumentHelp("The reference that the action requires.", valueName: "text"))
    var reference: String?

    /// What the action brings.
    var inputs: MoveInputs {
        var inputs = MoveInputs()
        (inputs.note, inputs.reason, inputs.reference) = (note, reason, reference)
        return inputs
    }
}
