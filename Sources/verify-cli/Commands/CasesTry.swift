import Accounts
import ArgumentParser
import Casework
import Persian
import VerifyCore

struct CasesTry: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Show what an action of a person would do in a case, and change nothing.",
        discussion: """
            Every rule holds as for the action itself: the person's part in the case, exclusions, what the action requires. \
            It runs with its effects in a transaction that is discarded. Where the action needs a proved factor, the \
            person counts as having proved one now.

            It prints the step, the party and the due that would follow, the effects, and the templates of the messages. Exits \
            with 1 when the action would be refused, with every reason.
            """
    )
    static let examples = [
        Example(
            "verify-cli cases try 4710938268 agree --as PERSON --accept-files --database sqlite:D --keys K"
        )
    ]

    @OptionGroup var move: MoveOptions
    @Flag(help: "As if the person accepted every file.")
    var acceptFiles = false
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let trial = try await LocalRoles.use(local) { opened in
            let id = try await opened.cases.id(named: move.number)
            guard let snapshot = try await opened.cases.snapshot(id) else { throw Failure.noCase }
            let (known, now) = (try await opened.person(move.person), Moment.now)
            return try await opened.cases.attempt(
                MoveRequest(
                    ActionName(move.action),
                    of: id,
                    moveID: CaseID.make(),
                    revision: snapshot.file.revision,
                    by: .person(known.id, provedAt: now, session: .staff),
                    inputs: inputs(of: snapshot),
                    via: .commandLine,
                    at: now
                )
            )
        }
        if case .refused(let problems) = trial.result {
            output.console.answer([
                "possible": false,
                "problems": .array(problems.map { .string($0.sentence.en) }),
            ]) {
                output.console.answer(problems.map { "refused: \($0.sentence.en)" })
            }
            throw Exit.notValid.code
        }
        let receipt = try trial.result.requireReceipt()
        output.console.answer(JSON(trial, receipt)) {
            output.console.answer(trial.lines(receipt))
            output.console.note("nothing was changed")
        }
    }

    private func inputs(of snapshot: CaseSnapshot) -> MoveInputs {
        var inputs = move.inputs
        if acceptFiles {
            inputs.decisions = snapshot.files.map {
                TypedDecision($0.field, $0.ordinal, isAccepted: true)
            }
        }
        return inputs
    }
}

extension CaseTrial {
    /// What would follow, one fact a line.
    fileprivate func lines(_ receipt: MoveReceipt) -> [String] {
        var lines = ["event \(receipt.seq): case \(receipt.tracking) would be at \(receipt.step)"]
        if let outcome {
            lines.append("closed as \(outcome.rawValue)")
        } else if let waiting {
            lines.append("waits for \(waiting.party()) until \(dueAt?.description ?? "")")
        }
        if !effects.isEmpty {
            lines.append("effects: \(effects.map(\.text).joined(separator: ", "))")
        }
        lines += messages.map { "message \($0.template) by \($0.channel)" }
        if let refusal = receipt.refusal { lines.append("an effect refuses: \(refusal.en)") }
        return lines
    }
}

extension JSON {
    /// A trial as the command line prints it.
    fileprivate init(_ trial: CaseTrial, _ receipt: MoveReceipt) {
        self = [
            "possible": true, "event": .integer(receipt.seq), "step": .string(receipt.step.text),
            "waits_for": JSON(trial.waiting?.party()), "due_at": JSON(trial.dueAt?.description),
            "outcome": JSON(trial.outcome?.rawValue),
            "effects": .array(trial.effects.map { .string($0.text) }),
            "messages": .array(
                trial.messages.map {
                    ["template": .string($0.template), "channel": .string($0.channel)]
                }
            ), "refusal": JSON(receipt.refusal?.en),
        ]
    }
}
