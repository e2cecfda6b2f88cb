import Accounts
import ArgumentParser
import Casework
import Persian
import VerifyCore

/// `verify-cli cartables`: the addresses at which cases wait.
struct CartablesCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "cartables",
        abstract: "The addresses at which cases wait, and those that have no holder.",
        subcommands: [CartablesListing.self]
    )
    static let examples = [
        Example("verify-cli cartables list --without-holder --database sqlite:D --keys K")
    ]
}

struct CartablesListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List cartables with their state, and until when a holder is to be found."
    )
    static let examples = [
        Example("verify-cli cartables list --without-holder --database sqlite:D --keys K")
    ]

    @Flag(help: "Only those without a holder.")
    var withoutHolder = false
    @Option(help: "The most cartables.")
    var limit = 100
    @Option(help: ArgumentHelp("Only those after this one, for the next page.", valueName: "id"))
    var after = ""
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...Cases.listed).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to \(Cases.listed)")
        }
    }

    func run() async throws {
        let cartables = try await LocalRoles.use(local) { opened in
            try await opened.cases.cartables.list(
                withoutHolder: withoutHolder,
                after: after,
                limit: limit
            )
        }
        if output.json { return output.console.answer(cartables.map { JSON($0) }) }
        var table = Table("role", "service", "organisation", "state", "since", "due", "id")
        for cartable in cartables {
            table.add(
                cartable.role.rawValue,
                cartable.service.text,
                cartable.organisation.text,
                cartable.state.rawValue,
                cartable.since.description,
                cartable.dueAt?.description,
                cartable.id
            )
        }
        output.console.answer(table.lines)
        if cartables.count == limit, let last = cartables.last {
            output.console.note("there may be more: --after \(last.id)")
        }
    }
}

extension JSON {
    /// A cartable as the command line prints it.
    fileprivate init(_ cartable: Cartable) {
        self = [
            "id": .string(cartable.id), "role": .string(cartable.role.rawValue),
            "service": .string(cartable.service.text),
            "organisation": .string(cartable.organisation.text),
            "state": .string(cartable.state.rawValue),
            "since": .string(cartable.since.description),
            "due_at": JSON(cartable.dueAt?.description),
        ]
    }
}
