import Accounts
import ArgumentParser
import Casework
import Foundation
import KeyFiles
import Registry
import VerifyCore

/// `verify-cli db reseal`: new seals after a rotation of the data key, or after its compromise.
struct DatabaseReseal: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract:
            "Renew seals and ciphers after a rotation; let administrators in after a compromise.",
        discussion: """
            After a rotation of the data key it renews every seal and every encrypted column that is right under the \
            former key, messages, documents and cases too; the key can be retired then. Sessions, one-time codes and stored answers to requests with an \
            Idempotency-Key are left: they end within hours.

            After keys compromise, no seal of that key is believed, and no person can sign in. --ceremony prints the persons \
            with roles, the organisations and a digest, and changes nothing. Two administrators compare the list with what \
            they know, and run it again with --reviewed DIGEST and both names: exactly these rows are trusted, every \
            credential is deleted, and the root administrators get new invitations. Every other person proves contact and \
            number again. It is a line of ceremony.log.
            """
    )
    static let examples = [
        Example("verify-cli db reseal --database sqlite:D --keys K"),
        Example("verify-cli db reseal --ceremony --database sqlite:D --keys K"),
        Example(
            "verify-cli db reseal --ceremony --reviewed 5f2b… --administrator 'A. Karimi' --administrator 'S. Amini' "
                + "--yes --database sqlite:D --keys K"
        ),
    ]

    @Flag(help: "Review the rows that a compromised data key sealed, or trust them.")
    var ceremony = false
    @Option(help: ArgumentHelp("The digest of the list that was reviewed.", valueName: "digest"))
    var reviewed: String?
    @Option(help: ArgumentHelp("An administrator who reviewed it; give two.", valueName: "name"))
    var administrator: [String] = []
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard ceremony || (reviewed == nil && administrator.isEmpty) else {
            throw ValidationError("--reviewed and --administrator belong to --ceremony")
        }
        guard (reviewed == nil) == administrator.isEmpty else {
            throw ValidationError("give --reviewed DIGEST with the names of two administrators")
        }
    }

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            guard ceremony else { return try await renew(opened) }
            guard let reviewed else { return try await review(opened) }
            try await trust(reviewed, opened)
        }
    }

    private func renew(_ opened: LocalRoles) async throws {
        let registry = Registry(
            database: opened.roles.database,
            keyring: LiveKeyring(opened.keyring),
            host: local.address.origin
        )
        guard try await Registry.countEarlierRows(in: registry.database).isEmpty else {
            throw Failure(
                "rows of an earlier version have no seal",
                hint: "run verify-cli db seal first",
                exit: .notAllowed
            )
        }
        let done = try await registry.sealEarlierRows()
        let outbox = Outbox(database: registry.database, keyring: registry.keyring)
        let documents = Documents(database: registry.database, keyring: registry.keyring)
        let phases = try await ServicePhases.reseal(in: registry.database, by: opened.keyring)
        let count =
            try await opened.roles.renewSeals(at: Moment.now) + outbox.renewCiphers()
            + documents.renewSeals() + opened.cases.renewSeals() + opened.webhooks.renewCiphers()
            + done.renewed + phases
        output.console.answer([
            "renewed": JSON(count), "problems": .array(done.problems.map(JSON.string)),
        ]) {
            output.console.answer(done.problems)
            output.console.answer(
                count == 0
                    ? "nothing to do, every seal is under the active data key"
                    : "\(count.counted("seal")) renewed"
            )
        }
        if !done.problems.isEmpty { throw Exit.notValid.code }
    }

    private func review(_ opened: LocalRoles) async throws {
        let review = try await opened.roles.sealReview()
        let members: [JSON] = review.members.map { member in
            [
                "name": .string(member.name), "contact": .string(member.contact),
                "roles": .array(member.roles.map(JSON.string)),
            ]
        }
        output.console.answer([
            "members": .array(members),
            "organisations": .array(review.organisations.map(JSON.string)),
            "digest": .string(review.digest),
        ]) {
            for member in review.members {
                output.console.answer(
                    "\(member.roles.joined(separator: ", ")): \(member.name.isolatedIfPersian), \(member.contact)"
                )
            }
            output.console.answer(review.organisations.map { "organisation \($0)" })
            output.console.answer("digest \(review.digest)")
            output.console.note("nothing was changed; two administrators compare the list")
        }
    }

    private func trust(_ digest: String, _ opened: LocalRoles) async throws {
        try Prompt.confirm(
            "Trust these rows, and delete every credential and session?",
            yes: consent.yes
        )
        guard Set(administrator).count >= 2 else { throw RolesError.otherPersonRequired }
        guard try await opened.roles.sealReview().digest == digest else {
            throw Failure(
                "the rows are not those of this digest",
                hint: "run db reseal --ceremony again, and review the list",
                exit: .notAllowed
            )
        }
        let directory = try local.keys.directory()
        let line = Ceremony(
            .administration(.reseal),
            by: administrator.sorted().joined(separator: " and "),
            at: Moment.now
        )
        let serial = RecordedSerial(local.database, output.console)
        defer { serial.close() }
        try await serial.require(try directory.load())
        await serial.record(try directory.perform(line))
        let invited = try await opened.roles.trust(
            reviewed: digest,
            by: administrator,
            at: Moment.now
        )
        let outbox = Outbox(
            database: opened.roles.database,
            keyring: LiveKeyring(opened.keyring)
        )
        let dropped = try await outbox.dropUnreadable(at: Moment.now)
        output.console.answer(["invited": JSON(invited), "dropped": JSON(dropped)]) {
            output.console.answer("\(invited.counted("root administrator")) invited")
            output.console.note("dropped \(dropped.counted("message")) of the compromised key")
        }
    }
}
