import Accounts
import ArgumentParser
import Persian
import Store
import VerifyCore

/// `verify-cli api-keys`: the API keys of organisations and their scopes.
struct APIKeysCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "api-keys",
        abstract: "The API keys of organisations.",
        subcommands: [APIKeysCreate.self, APIKeysList.self, APIKeysRevoke.self]
    )

    static let examples = [
        Example(
            "verify-cli api-keys create --organisation 'Alborz Recruiting' --scope verifier --out key "
                + "--database sqlite:D --keys K"
        ),
        Example("verify-cli api-keys list --database sqlite:D --keys K"),
    ]
}

struct APIKeysCreate: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an API key; it is shown once.",
        discussion: """
            Scopes: verifier (batches and the names that a consent opens), institution (uploads and \
            its own degrees; needs --institution), admin. The register stores only a hash: with --out \
            the key goes into a new file that only you can read, otherwise to stdout.

            With --cases a key of an institution also reads the cases at its cartables; with --files it reads their \
            files too, within a daily volume. With --proposals it also proposes actions, which a person does or not. No key decides.

            A key works for 365 days unless --expires names another last day, or --never is given. A name \
            belongs to one organisation: no key of another scope or institution may have it. With --grant it also \
            ends with the role that roles list shows under this id.
            """
    )
    static let examples = [
        Example(
            "verify-cli api-keys create --organisation 'University of Tehran' --scope institution "
                + "--institution 1001 --expires 1406/06/31 --out key --database sqlite:D --keys K"
        ),
        Example(
            "verify-cli api-keys create --organisation 'University of Tehran' --scope institution "
                + "--institution 1001 --files --out key --database sqlite:D --keys K"
        ),
    ]

    @Option(help: "The organisation that will use it.")
    var organisation: String
    @Option(help: "What it may do.")
    var scope: Scope
    @Option(
        help: ArgumentHelp("The institution's code, with the scope institution.", valueName: "code")
    )
    var institution: String?
    @Flag(help: "Let it read the cases at the cartables of the institution.")
    var cases = false
    @Flag(help: "Let it read the files of these cases too; includes --cases.")
    var files = false
    @Flag(help: "Let it propose actions for these cases, which a person decides; includes --cases.")
    var proposals = false
    @Option(
        help: ArgumentHelp(
            "The last day on which it works; without it, 365 days.",
            valueName: "date"
        )
    )
    var expires: String?
    @Option(
        help: ArgumentHelp(
            "The role of a person under which it is made, and with which it ends.",
            valueName: "id"
        )
    )
    var grant: String?
    @Flag(help: "Set no end: it works until it is revoked.")
    var never = false
    @Option(
        help: ArgumentHelp("The new file for the key (0600).", valueName: "file"),
        completion: .file()
    )
    var out: String?

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (scope == .institution) == (institution != nil) else {
            throw ValidationError("--institution belongs to the scope institution, and only to it")
        }
        guard scope == .institution || !(cases || files || proposals) else {
            throw ValidationError(
                "--cases, --files and --proposals belong to the scope institution"
            )
        }
        guard expires == nil || !never else {
            throw ValidationError("give --expires DATE or --never, not both")
        }
    }

    func run() async throws {
        let end = try expires.map { APIKey.Lifetime.until(try Moment.end(ofDay: $0)) }
        let opened = try OpenedAccounts(database, keys)
        defer { opened.close() }
        let file = try out.map { try SecretFile($0) }
        let (key, secret) = try await create(
            in: opened.accounts,
            end ?? (never ? .endless : .standard),
            file
        )
        try file?.write(secret + "\n")
        let shown: JSON = out == nil ? .string(secret) : .null
        let object = JSON(key, at: Moment.now).with(.init("key", shown), .init("file", JSON(out)))
        output.console.answer(object) {
            let end = key.expiresAt.map { "until \($0)" } ?? "without an end"
            output.console.note(
                "API key \(key.id) for \(organisation), scope \(scope.rawValue), \(end)"
            )
            if let out {
                output.console.answer("written to \(out); it cannot be shown again")
            } else {
                output.console.answer(secret)
                output.console.note("store it now; it cannot be shown again")
            }
        }
    }
}

extension APIKeysCreate {
    private func create(
        in accounts: Accounts,
        _ lifetime: APIKey.Lifetime,
        _ file: SecretFile?
    ) async throws -> (key: APIKey, secret: String) {
        do {
            return try await accounts.createKey(
                organisation: organisation,
                scope: scope,
                institution: institution,
                cases: files ? .files : cases || proposals ? .read : nil,
                proposes: proposals,
                expires: lifetime,
                grant: grant,
                at: Moment.now
            )
        } catch {
            file?.discard()
            throw error
        }
    }
}

struct APIKeysList: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the API keys; never their secrets."
    )
    static let examples = [Example("verify-cli api-keys list --database sqlite:D --keys K")]

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try OpenedAccounts(database, self.keys)
        defer { opened.close() }
        let keys = try await opened.accounts.everyKey()
        let now = Moment.now
        warn(about: keys, at: now)
        if output.json { return output.console.answer(keys.map { JSON($0, at: now) }) }
        var table = Table("id", "scope", "institution", "state", "until", "organisation")
        for key in keys {
            table.add(
                key.id,
                key.scope.rawValue,
                key.institution,
                key.state(at: now),
                key.expiresAt?.description ?? "no end",
                key.organisation.isolatedIfPersian
            )
        }
        output.console.answer(table.lines)
    }
}

extension APIKeysList {
    /// Warns of valid keys that expire soon, and names those without an end.
    private func warn(about keys: [APIKey], at now: Timestamp) {
        for key in keys where key.expiresSoon(at: now) {
            output.console.warn(
                "API key \(key.id) of \(key.organisation.isolatedIfPersian) expires at "
                    + "\(key.expiresAt?.description ?? ""): make another one for it before then"
            )
        }
        let endless = keys.filter { $0.expiresAt == nil && $0.isValid(at: now) }.map(\.id)
        guard !endless.isEmpty else { return }
        output.console.note("API keys without an end: \(endless.joined(separator: ", "))")
    }
}

struct APIKeysRevoke: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke an API key permanently."
    )
    static let examples = [
        Example("verify-cli api-keys revoke 3 --database sqlite:D --keys K --yes")
    ]

    @Argument(help: "Its id, as api-keys list shows it.")
    var id: String
    @OptionGroup var consent: ConsentOption
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try OpenedAccounts(database, keys)
        defer { opened.close() }
        guard let key = try await opened.accounts.everyKey().first(where: { $0.id == id }) else {
            throw Failure(
                "no API key has the id \(id)",
                hint: "verify-cli api-keys list shows them",
                exit: .notFound
            )
        }
        try Prompt.confirm("Revoke the API key \(id) of \(key.organisation)?", yes: consent.yes)
        try await opened.accounts.revoke(key.id, at: Moment.now)
        output.console.answer(["id": .string(id), "revoked": true]) {
            output.console.answer("API key \(id) of \(key.organisation) is revoked")
        }
    }
}

extension Scope: ExpressibleByArgument {}

/// The API keys at the database, with the keys that their rows are sealed with.
private struct OpenedAccounts {
    let accounts: Accounts
    private let database: Database

    init(_ options: DatabaseOptions, _ keys: KeysOptions) throws {
        // Keys first: an error about them is reported before a database is opened.
        let keyring = try keys.load()
        database = try options.open()
        accounts = Accounts(database: database, keyring: LiveKeyring(keyring))
    }

    func close() { database.close() }
}
