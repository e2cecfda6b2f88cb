import Accounts
import ArgumentParser
import Foundation
import KeyFiles
import Persian
import VerifyCore

struct PeopleBootstrap: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "bootstrap",
        abstract: "Make the first two root administrators; their invitations go to their contacts.",
        discussion: """
            The list is CSV or a workbook with the columns id_number, last_fa, birth_date, contact, and where needed \
            id_kind, id_country, first_fa, first_en, last_en and language: two persons with different numbers and \
            contacts. --again takes a list of one person, for a register whose administrators cannot act: that person \
            begins after 24 hours, and every administrator gets a message. Both are lines of ceremony.log.
            """
    )
    static let examples = [
        Example(
            "verify-cli people bootstrap administrators.csv --contact office@saorg.example --database sqlite:D --keys K"
        ),
        Example(
            "verify-cli people bootstrap one.csv --again --yes --database sqlite:D --keys K",
            "break-glass"
        ),
    ]

    @Argument(help: "The list of persons; - is stdin.", completion: .file())
    var file: String
    @Option(help: "The official contact of SAORG, which learns of changes of roles.")
    var contact: String?
    @Flag(help: "Make another root administrator where none can act.")
    var again = false
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard again == (contact == nil) else {
            throw ValidationError("give --contact for the first administrators, or --again")
        }
    }

    func run() async throws {
        let list = try PersonList(InputFile(file))
        if let problem = list.problems.first { throw Failure.usage(problem.line) }
        let count = again ? 1 : 2
        guard list.lines.count == count else {
            throw Failure.usage("the list has \(list.lines.count.counted("person")), not \(count)")
        }
        if again {
            try Prompt.confirm(
                "Make another root administrator, without the confirmation of another person?",
                yes: consent.yes
            )
        }
        try await LocalRoles.use(local) { opened in
            let drafts = list.lines.map(\.draft)
            if !again {
                try await opened.roles.checkBootstrap(drafts[0], drafts[1], contact: contact ?? "")
            }
            try await record(again ? .breakGlass : .bootstrap)
            let grants =
                if again {
                    [
                        try await opened.roles.bootstrapAgain(
                            drafts[0],
                            by: opened.actor,
                            at: Moment.now
                        )
                    ]
                } else {
                    try await opened.roles.bootstrap(
                        drafts[0],
                        drafts[1],
                        contact: contact ?? "",
                        by: opened.actor,
                        at: Moment.now
                    )
                }
            if output.json {
                return output.console.answer(grants.map { JSON($0, at: Moment.now) })
            }
            output.console.answer(
                grants.map { "root administrator \($0.person), from \($0.from)" }
            )
            output.console.note(
                "the invitations are in the outbox, for \(Invitation.seconds / 3_600) hours"
            )
        }
    }

    /// Writes the line into the ceremony log before anything is done.
    private func record(_ administration: Ceremony.Administration) async throws {
        let directory = try local.keys.directory()
        let serial = RecordedSerial(local.database, output.console)
        defer { serial.close() }
        try await serial.require(try directory.load())
        let ceremony = Ceremony(
            .administration(administration),
            by: NSUserName(),
            at: Moment.now
        )
        await serial.record(try directory.perform(ceremony))
    }
}
