import Accounts
import ArgumentParser
import Casework
import Foundation
import Persian
import VerifyCore

/// `verify-cli cases`: the cases of every service, without what persons typed.
struct CasesCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "The cases of every service: where they wait, and whether their rows hold.",
        subcommands: [
            CasesListing.self, CasesShow.self, CasesTry.self, CasesMove.self, CasesCheck.self,
            CasesMigrate.self,
        ]
    )

    static let examples = [
        Example("verify-cli cases list --organisation 1004 --database sqlite:D --keys K"),
        Example("verify-cli cases check --database sqlite:D --keys K"),
    ]
}

struct CasesListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List open cases with the party for which each waits, and until when."
    )
    static let examples = [
        Example("verify-cli cases list --service cartable-request --database sqlite:D --keys K")
    ]

    @Option(help: ArgumentHelp("Only those of this service.", valueName: "name"))
    var service: String?
    @Option(help: ArgumentHelp("Only those of this organisation.", valueName: "code"))
    var organisation: String?
    @Flag(help: "Closed ones too.")
    var closed = false
    @Option(help: "The most cases.")
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
        let filter = CaseFilter(
            service: service.map { ServiceID($0) },
            organisation: organisation.map { OrganisationCode($0) },
            includesClosed: closed
        )
        let files = try await LocalRoles.use(local) { opened in
            try await opened.cases.list(filter, after: after, limit: limit)
        }
        if output.json { return output.console.answer(files.map { JSON($0) }) }
        var table = Table("tracking", "service", "organisation", "step", "waits for", "due", "id")
        for file in files {
            table.add(
                file.tracking,
                "\(file.service)/\(file.version)",
                file.organisation.text,
                file.step.text,
                file.party,
                file.dueAt?.description,
                file.id
            )
        }
        output.console.answer(table.lines)
        if files.count == limit, let last = files.last {
            output.console.note("there may be more: --after \(last.id)")
        }
    }
}

struct CasesShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a case with its events; never names or what persons typed."
    )
    static let examples = [
        Example("verify-cli cases show 4710938268 --database sqlite:D --keys K")
    ]

    @Argument(help: "Its tracking number, or its id.")
    var number: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let snapshot = try await LocalRoles.use(local) { opened in
            try await opened.cases.snapshot(try await opened.cases.id(named: number))
        }
        guard let snapshot else { throw Failure.noCase }
        let file = snapshot.file
        output.console.answer(
            JSON(file).with(.init("events", .array(snapshot.events.map { JSON($0) })))
        ) {
            output.console.answer([
                "case \(file.tracking), \(file.service) version \(file.version), \(file.organisation)",
                "step \(file.step), waits for \(file.party)",
                file.dueAt.map { "due \($0)\(file.isProvisional ? ", provisional" : "")" }
                    ?? "closed \(file.closedAt?.description ?? ""), \(file.outcome?.rawValue ?? "")",
            ])
            var table = Table("event", "at", "action", "to", "by", "as", "effect")
            for event in snapshot.events {
                table.add(
                    String(event.seq),
                    event.at.description,
                    event.action.text,
                    event.toStep.text,
                    event.actor,
                    event.capacity.rawValue,
                    event.effect?.text
                )
            }
            output.console.answer(table.lines)
        }
    }
}

extension Cases {
    /// Returns the id of the case with a tracking number, or the text itself, which may be an id.
    func id(named number: String) async throws -> String {
        guard let tracking = try? TrackingNumber(parsing: number) else { return number }
        return try await id(ofTracking: tracking) ?? number
    }
}

extension Failure {
    static let noCase = Failure(
        "no case has this number",
        hint: "verify-cli cases list shows the open ones",
        exit: .notFound
    )
}

struct CasesCheck: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check every case: fold its events, recount, recompute, verify the seals.",
        discussion: """
            Each case is folded from its sealed events and compared with its rows; errands are counted, due times computed \
            again, texts and forms opened; cartables, holders, holds and drafts are checked too. It changes nothing.

            Exits with 1 when a row is wrong, and names it.
            """
    )
    static let examples = [Example("verify-cli cases check --database sqlite:D --keys K")]

    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var problems: [String] = []
        let count = try await LocalRoles.use(local) { opened in
            let count = try await opened.cases.check { id, fault in
                problems.append("case \(id): \(fault)")
            }
            try await opened.cases.checkOthers { problems.append($0) }
            return count
        }
        output.console.answer([
            "cases": JSON(count), "problems": .array(problems.map(JSON.string)),
        ]) {
            output.console.answer(problems)
            output.console.answer(
                problems.isEmpty
                    ? "\(count.counted("case")) checked, every row holds"
                    : "\(count.counted("case")) checked, \(problems.count.counted("problem"))"
            )
        }
        if !problems.isEmpty { throw Exit.notValid.code }
    }
}

extension CaseFile {
    /// The party for which the case waits, in one word or an address.
    fileprivate var party: String { waiting.party(openErrands: openErrands) }
}

extension Waiting {
    /// The party in one word or an address.
    func party(openErrands: Int? = nil) -> String {
        switch self {
        case .cartable(let role, let organisation): "\(role.rawValue) of \(organisation)"
        case .applicant: "applicant"
        case .person: "person"
        case .errands: openErrands?.counted("errand") ?? "errands"
        case .commission(let organisation): "commission of \(organisation)"
        case .gateway: "gateway"
        case .date: "date"
        case .none: "nothing"
        }
    }
}

extension JSON {
    /// A case as the command line prints it: no person but by id, and no form.
    fileprivate init(_ file: CaseFile) {
        self = [
            "id": .string(file.id), "tracking": .string(file.tracking),
            "service": .string(file.service.text), "version": JSON(file.version),
            "organisation": .string(file.organisation.text), "step": .string(file.step.text),
            "waits_for": .string(file.party), "revision": JSON(Int(file.revision)),
            "opened_at": .string(file.openedAt.description),
            "due_at": JSON(file.dueAt?.description),
            "provisional": .bool(file.isProvisional), "outcome": JSON(file.outcome?.rawValue),
            "closed_at": JSON(file.closedAt?.description),
        ]
    }

    /// An event as the command line prints it.
    fileprivate init(_ event: CaseEvent) {
        self = [
            "seq": JSON(Int(event.seq)), "at": .string(event.at.description),
            "action": .string(event.action.text), "to": .string(event.toStep.text),
            "actor": .string(event.actor), "capacity": .string(event.capacity.rawValue),
            "behalf_of": JSON(event.behalfOf?.description), "effect": JSON(event.effect?.text),
        ]
    }
}
