import Accounts
import ArgumentParser
import Casework
import Persian
import VerifyCore

/// `verify-cli webhooks`: the addresses to which the daemon sends the feed of organisations.
struct WebhooksCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "The addresses to which the daemon sends which cases of an organisation changed.",
        subcommands: [
            WebhooksAdd.self, WebhooksListing.self, WebhooksRotate.self, WebhooksEnable.self,
            WebhooksRemove.self, WebhooksTest.self,
        ]
    )

    static let examples = [
        Example(
            "verify-cli webhooks add https://hooks.uni.example.ir/sehat --organisation 1001 --out secret "
                + "--database sqlite:D --keys K"
        ),
        Example("verify-cli webhooks list --database sqlite:D --keys K"),
    ]
}

struct WebhooksAdd: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Send the changes of an organisation's cases to an address, from now on.",
        discussion: """
            The receiver verifies each message with the secret, which is shown once: with --out it goes into a new file \
            that only you can read, otherwise to stdout. A message names the event and the case, and nothing of the case.

            The daemon connects only to public addresses over TLS; webhooks.private-ranges names others.
            """
    )
    static let examples = [
        Example(
            "verify-cli webhooks add https://hooks.uni.example.ir/sehat --organisation 1001 --out secret "
                + "--database sqlite:D --keys K"
        )
    ]

    @Argument(help: ArgumentHelp("Where the messages go: https://host/path.", valueName: "url"))
    var address: String
    @Option(help: ArgumentHelp("The organisation whose cases it follows.", valueName: "code"))
    var organisation: String
    @Option(
        help: ArgumentHelp("The new file for the secret (0600).", valueName: "file"),
        completion: .file()
    )
    var out: String?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let address: WebhookAddress
        do {
            address = try WebhookAddress(parsing: self.address)
        } catch {
            throw Failure.usage(
                "this is no address of a webhook: \(error)",
                hint: "give https://host/path"
            )
        }
        try await LocalRoles.use(local) { opened in
            guard try await opened.roles.organisation(organisation) != nil else {
                throw Failure(
                    "no organisation has the code \(organisation)",
                    hint: "verify-cli organisations list shows them",
                    exit: .notFound
                )
            }
            let file = try out.map { try SecretFile($0) }
            let (webhook, secret) = try await add(address, to: opened, file)
            try file?.write(secret.text + "\n")
            if !address.isEncrypted {
                output.console.warn(
                    "messages to http:// leave only for a range of webhooks.private-ranges"
                )
            }
            output.console.answer(
                secret,
                of: webhook.id,
                in: out,
                "webhook \(webhook.id) of \(organisation)"
            )
        }
    }

    private func add(
        _ address: WebhookAddress,
        to opened: LocalRoles,
        _ file: SecretFile?
    ) async throws -> (webhook: Webhook, secret: WebhookSecret) {
        do {
            let code = OrganisationCode(organisation)
            return try await opened.webhooks.add(address, of: code, at: Moment.now)
        } catch {
            file?.discard()
            throw Failure(webhook: error) ?? error
        }
    }
}

struct WebhooksListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List webhooks with what became of the last attempt; never their secrets."
    )
    static let examples = [Example("verify-cli webhooks list --database sqlite:D --keys K")]

    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let entries = try await LocalRoles.use(local) { try await $0.webhooks.list() }
        if output.json {
            return output.console.answer(entries.map { JSON($0.id, $0.webhook, $0.progress) })
        }
        var table = Table("id", "organisation", "state", "last result", "at", "address")
        for (id, webhook, progress) in entries {
            table.add(
                id,
                webhook?.organisation.text,
                webhook.map { $0.state(progress) } ?? "edited",
                progress.lastResult,
                progress.lastAt?.description,
                webhook?.address.text
            )
        }
        output.console.answer(table.lines)
    }
}

struct WebhooksRotate: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Give a webhook a new secret; the former one signs too for a day.",
        discussion: """
            Each message has both signatures during the overlap, so the receiver can take the new secret at any moment of \
            it. --overlap 0 ends the former secret immediately, after a leak.
            """
    )
    static let examples = [
        Example(
            "verify-cli webhooks rotate 7d444840-9dc0-41d1-b245-5ffdce74fad2 --out secret "
                + "--database sqlite:D --keys K"
        )
    ]

    @Argument(help: "Its id, as webhooks list shows it.")
    var id: String
    @Option(help: ArgumentHelp("The hours in which both secrets sign.", valueName: "hours"))
    var overlap: Int64 = Webhooks.overlap / 3_600
    @Option(
        help: ArgumentHelp("The new file for the secret (0600).", valueName: "file"),
        completion: .file()
    )
    var out: String?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...720).contains(overlap) else {
            throw ValidationError("--overlap is a number of hours from 0 to 720")
        }
    }

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let file = try out.map { try SecretFile($0) }
            let now = Moment.now
            let end = now.adding(seconds: overlap * 3_600)
            let secret: WebhookSecret
            do {
                secret = try await opened.webhooks.rotate(id, formerUntil: end, at: now)
            } catch {
                file?.discard()
                throw Failure(webhook: error) ?? error
            }
            try file?.write(secret.text + "\n")
            output.console.answer(
                secret,
                of: id,
                in: out,
                "webhook \(id); the former secret signs until \(end)"
            )
        }
    }
}

struct WebhooksEnable: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract:
            "Let a webhook continue that was disabled after failures, with what it has missed."
    )
    static let examples = [
        Example(
            "verify-cli webhooks enable 7d444840-9dc0-41d1-b245-5ffdce74fad2 "
                + "--database sqlite:D --keys K"
        )
    ]

    @Argument(help: "Its id, as webhooks list shows it.")
    var id: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let hasGap = try await LocalRoles.use(local) { opened in
            try await Failure.ofWebhook { try await opened.webhooks.enable(id, at: Moment.now) }
        }
        if hasGap {
            output.console.warn(
                "changes that it has missed are not kept any more: let its organisation read every case again"
            )
        }
        output.console.answer(["id": .string(id), "enabled": true, "gap": .bool(hasGap)]) {
            output.console.answer("webhook \(id) is enabled")
        }
    }
}

struct WebhooksRemove: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a webhook permanently."
    )
    static let examples = [
        Example(
            "verify-cli webhooks remove 7d444840-9dc0-41d1-b245-5ffdce74fad2 "
                + "--database sqlite:D --keys K --yes"
        )
    ]

    @Argument(help: "Its id, as webhooks list shows it.")
    var id: String
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try Prompt.confirm("Remove the webhook \(id)?", yes: consent.yes)
        try await LocalRoles.use(local) { opened in
            try await Failure.ofWebhook { try await opened.webhooks.remove(id) }
        }
        output.console.answer(["id": .string(id), "removed": true]) {
            output.console.answer("webhook \(id) is removed")
        }
    }
}

struct WebhooksTest: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Let the daemon send a test message, to see that the receiver works.",
        discussion: """
            The daemon sends it, because its network and its settings decide whether the receiver is reached. Its type is \
            webhook.test. A webhook that is disabled gets it too.
            """
    )
    static let examples = [
        Example(
            "verify-cli webhooks test 7d444840-9dc0-41d1-b245-5ffdce74fad2 "
                + "--database sqlite:D --keys K"
        )
    ]

    @Argument(help: "Its id, as webhooks list shows it.")
    var id: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            try await Failure.ofWebhook {
                try await opened.webhooks.requestTest(of: id, at: Moment.now)
            }
        }
        output.console.answer(["id": .string(id), "test": "waits"]) {
            output.console.answer("the daemon sends a test message to webhook \(id)")
            output.console.note("verify-cli webhooks list shows what became of it")
        }
    }
}
