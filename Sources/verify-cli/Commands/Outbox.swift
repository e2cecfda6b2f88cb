import Accounts
import ArgumentParser
import Casework
import Persian
import Store
import VerifyCore

/// `verify-cli outbox`: the messages that wait to be sent, and those that were.
struct OutboxCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "The messages that the daemon sends: one-time codes, notices, invitations.",
        subcommands: [OutboxListing.self, OutboxRetry.self, OutboxTest.self]
    )

    static let examples = [
        Example("verify-cli outbox list --state failed --database sqlite:D --keys K"),
        Example("verify-cli outbox test head@uni.example.ir --database sqlite:D --keys K"),
    ]
}

struct OutboxListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List messages; never their texts, and recipients in part.",
        discussion: """
            States: ready (waits), sending (a daemon has it), sent (the provider accepted it), unknown (the \
            provider's answer was lost), failed (every try was refused), dropped (a one-time code that was \
            too old, a message over a budget, or the answer to an ID number that is not registered).
            """
    )
    static let examples = [Example("verify-cli outbox list --database sqlite:D --keys K")]

    @Option(help: "Only those in this state.")
    var state: MessageState?
    @Option(help: ArgumentHelp("The most messages; those with the latest time first."))
    var limit = 100

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 10000")
        }
    }

    func run() async throws {
        let opened = try OpenedOutbox(database, keys)
        defer { opened.close() }
        let entries = try await opened.outbox.entries(in: state, limit: limit)
        if output.json { return output.console.answer(entries.map { JSON($0) }) }
        var table = Table("id", "state", "tries", "time", "template", "recipient", "provider")
        for entry in entries {
            table.add(
                entry.id,
                entry.state.rawValue + (entry.isRepeat == true ? " (copy)" : ""),
                String(entry.tries),
                entry.sentAt ?? entry.nextAt,
                entry.template,
                entry.recipient ?? "unreadable",
                entry.provider
            )
        }
        output.console.answer(table.lines)
        if entries.count == limit {
            output.console.note("there may be more: --limit \(limit * 10)")
        }
    }
}

struct OutboxRetry: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Let the daemon send a failed or unknown notice again.",
        discussion: """
            A one-time code is never sent again: the person asks for a new one. A notice whose result is \
            unknown may arrive a second time.
            """
    )
    static let examples = [
        Example(
            "verify-cli outbox retry 7d444840-9dc0-41d1-b245-5ffdce74fad2 "
                + "--database sqlite:D --keys K --yes"
        ),
        Example("verify-cli outbox retry --failed --database sqlite:D --keys K --yes"),
    ]

    @Argument(help: "Its id, as outbox list shows it.")
    var id: String?
    @Flag(help: "Every failed notice, for example after an outage of the provider.")
    var failed = false

    @OptionGroup var consent: ConsentOption
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (id != nil) != failed else { throw ValidationError("give an id or --failed") }
    }

    func run() async throws {
        let opened = try OpenedOutbox(database, keys)
        defer { opened.close() }
        let ids = if let id { [id] } else { try await opened.outbox.retryable() }
        let what = id.map { "the message \($0)" } ?? "\(ids.count) failed messages"
        if !ids.isEmpty { try Prompt.confirm("Send \(what) again?", yes: consent.yes) }
        for id in ids { try await opened.outbox.retry(id, at: Moment.now) }
        output.console.answer(["retried": .array(ids.map { .string($0) })]) {
            output.console.answer("messages that the daemon sends again: \(ids.count)")
        }
    }
}

struct OutboxTest: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Queue a test message, to see that the daemon's settings of messages work."
    )
    static let examples = [
        Example("verify-cli outbox test head@uni.example.ir --database sqlite:D --keys K")
    ]

    @Argument(help: "An e-mail address, or a mobile number as +989…")
    var recipient: String

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try OpenedOutbox(database, keys)
        defer { opened.close() }
        let id = try await opened.outbox.enqueueTest(to: recipient, at: Moment.now)
        output.console.answer(["id": .string(id)]) {
            output.console.answer(id)
            output.console.note("verify-cli outbox list shows what became of it")
        }
    }
}

extension MessageState: ExpressibleByArgument {}

extension JSON {
    /// A message as `--json` shows it.
    fileprivate init(_ entry: OutboxEntry) {
        self = .object([
            .init("id", .string(entry.id)), .init("state", .string(entry.state.rawValue)),
            .init("template", .string(entry.template)),
            .init("channel", .string(entry.channel.rawValue)),
            .init("recipient", JSON(entry.recipient)),
            .init("code", entry.isCode.map { .bool($0) } ?? .null),
            .init("copy", entry.isRepeat.map { .bool($0) } ?? .null),
            .init("provider", JSON(entry.provider)),
            .init("tries", .integer(Int64(entry.tries))),
            .init("queued_at", JSON(entry.queuedAt)), .init("next_at", JSON(entry.nextAt)),
            .init("sent_at", JSON(entry.sentAt)), .init("reference", JSON(entry.reference)),
        ])
    }
}

/// The outbox at the database, with the keys that its rows are encrypted with.
private struct OpenedOutbox {
    let outbox: Outbox
    private let database: Database

    init(_ options: DatabaseOptions, _ keys: KeysOptions) throws {
        // Keys first: an error about them is reported before a database is opened.
        let keyring = try keys.load()
        database = try options.open()
        outbox = Outbox(database: database, keyring: LiveKeyring(keyring))
    }

    func close() { database.close() }
}
