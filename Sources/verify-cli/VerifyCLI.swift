import ArgumentParser
import Foundation
import Registry

/// The command line of Sehat.
@main
struct VerifyCLI: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "verify-cli",
        abstract: "Check, issue and manage degrees and their authenticity codes.",
        discussion: """
            Employers and universities use a server (--server, with an API key for more than single checks). \
            Administrators work directly on the database and the keys (--database, --keys). The environment \
            variables SEHAT_SERVER, SEHAT_API_KEY_FILE, SEHAT_DATABASE and SEHAT_KEYS set the same.

            The answer is on stdout, notes are on stderr; --json gives one object a line, with stable keys. \
            Exit codes: 0 valid or done, 1 checked and not valid, 3 not found, 4 not allowed, \
            5 server or network, 64 usage.
            """,
        version: "verify-cli \(Registry.version)",
        groupedSubcommands: [
            CommandGroup(
                name: "Verify",
                subcommands: [Check.self, TokenCommand.self, QR.self, BatchCommand.self]
            ),
            CommandGroup(
                name: "Register",
                subcommands: [
                    InstitutionsCommand.self, GraduatesCommand.self, DegreesCommand.self,
                    LegacyCommand.self, ReportsCommand.self,
                ]
            ),
            CommandGroup(
                name: "Administer",
                subcommands: [
                    OrganisationsCommand.self, PeopleCommand.self, RolesCommand.self,
                    APIKeysCommand.self, KeysCommand.self, DatabaseCommand.self, OutboxCommand.self,
                    CalendarCommand.self,
                    ServicesCommand.self,
                    CasesCommand.self,
                    CartablesCommand.self,
                    WebhooksCommand.self,
                ]
            ),
        ]
    )

    static let examples = [
        Example("verify-cli check 1795 8396 5972 7439 0942 --server http://127.0.0.1:8080"),
        Example("verify-cli token verify qr.txt --keys sehat-keys.json"),
        Example("verify-cli graduates import graduates.csv --dry-run"),
        Example("verify-cli help keys rotate"),
    ]

    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            ExitReport(after: error, arguments: Array(CommandLine.arguments.dropFirst())).end()
        }
    }
}
