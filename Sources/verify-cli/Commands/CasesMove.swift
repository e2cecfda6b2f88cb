import Accounts
import ArgumentParser
import Casework
import Foundation
import Persian
import Store
import VerifyCore

struct CasesMove: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a case in the name of a person: what needs no proved factor.",
        discussion: """
            For a person who cannot use the pages, at the machine with the keys. Every rule of the service holds: the person's \
            part in the case, exclusions, what the action requires. A decision that needs a proved factor is refused: it is \
            made in the person's own session. The event says that it came by the command line, and the audit trail who \
            typed it.
            """
    )
    static let examples = [
        Example(
            "verify-cli cases move 4710938268 withdraw --as PERSON --database sqlite:D --keys K --yes"
        )
    ]

    @OptionGroup var move: MoveOptions
    @Option(help: ArgumentHelp("Only if the case has this revision.", valueName: "number"))
    var revision: Int64?
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try LocalRoles(local)
        defer { opened.close() }
        let id = try await opened.cases.id(named: move.number)
        guard let snapshot = try await opened.cases.snapshot(id) else { throw Failure.noCase }
        let known = try await opened.person(move.person)
        try Prompt.confirm(
            "Do \(move.action) in case \(snapshot.file.tracking) in the name of \(known.id)?",
            yes: consent.yes
        )
        let moveID = UUID().uuidString.lowercased()
        let now = Moment.now
        // Before the move: a kill between both leaves the name of who typed it.
        try await opened.record("moving", id, "\(move.action) in the name of \(known.id)", at: now)
        let result = try await opened.cases.move(
            MoveRequest(
                ActionName(move.action),
                of: id,
                moveID: moveID,
                revision: revision ?? snapshot.file.revision,
                by: .person(known.id, provedAt: nil, session: .staff),
                inputs: move.inputs,
                via: .commandLine,
                at: now
            )
        )
        let receipt = try result.requireReceipt()
        try await opened.record("moved", id, "\(receipt.seq) \(move.action)", at: now)
        output.console.answer([
            "tracking": .string(receipt.tracking), "event": .integer(receipt.seq),
            "step": .string(receipt.step.text), "refusal": JSON(receipt.refusal?.en),
        ]) {
            output.console.answer(
                "event \(receipt.seq): case \(receipt.tracking) is at \(receipt.step)"
            )
            if let refusal = receipt.refusal { output.console.note(refusal.en) }
        }
    }
}

extension LocalRoles {
    /// Records who typed the move.
    fileprivate func record(
        _ action: String,
        _ caseID: String,
        _ detail: String,
        at now: Timestamp
    ) async throws {
        let (roles, actor) = (roles, actor)
        try await cases.database.write { connection in
            try roles.audit.record(
                action,
                on: AuditObject(.case, caseID),
                by: actor,
                detail: detail,
                at: now,
                in: connection
            )
        }
    }
}

extension MoveResult {
    /// Returns the receipt of a move that was done.
    ///
    /// - Throws: `Failure` with the sentences of every problem.
    func requireReceipt() throws(Failure) -> MoveReceipt {
        switch self {
        case .moved(let receipt), .repeated(let receipt): return receipt
        case .refused(let problems):
            throw Failure(
                problems.map(\.sentence.en.asClause).joined(separator: "; "),
                hint: problems.lazy.compactMap(\.alternative?.en.asClause).first
                    ?? "verify-cli cases show prints the step and its events",
                exit: .notAllowed
            )
        case .conflict(let conflict):
            throw Failure(
                "the case has revision \(conflict.revision): \(conflict.action) at \(conflict.at)",
                hint: "verify-cli cases show prints what changed",
                exit: .notAllowed
            )
        case .notFound:
            throw Failure(
                "the person has no part in this case",
                hint: "cartables list shows the addresses; holders and deputies act there",
                exit: .notFound
            )
        case .missingDefinition:
            throw Failure(
                "this program does not have the version of the service",
                hint: "use the program of the daemon",
                exit: .unavailable
            )
        case .reused: throw Failure("the id of the move was used before", exit: .notAllowed)
        }
    }
}
