import Accounts
import ArgumentParser
import Foundation
import KeyFiles
import Persian
import VerifyCore

/// `verify-cli people`: the persons who sign in.
struct PeopleCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Persons: the first administrators, invitations, blocks.",
        subcommands: [
            PeopleBootstrap.self, PeopleInvite.self, PeopleShow.self, PeopleBlock.self,
        ]
    )
    static let examples = [
        Example(
            "verify-cli people bootstrap administrators.csv --contact office@saorg.example --database sqlite:D --keys K"
        )
    ]
}

struct PeopleInvite: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Propose roles for the persons of a list; another person confirms on a page.",
        discussion: """
            The list is CSV or a workbook with the columns id_number, last_fa, birth_date, contact, and where needed \
            id_kind, id_country, first_fa, first_en, last_en, language, role and organisation. A role or organisation \
            that is missing in a row is that of the option. A hundred rows are one proposal; after its confirmation each \
            person gets an invitation for 72 hours. Exits with 1 when a row was wrong.
            """
    )
    static let examples = [
        Example("verify-cli people invite heads.csv --role head --database sqlite:D --keys K"),
        Example(
            "verify-cli people invite office.csv --role graduates-office --organisation saorg --database sqlite:D "
                + "--keys K"
        ),
    ]

    @Argument(help: "The list of persons; - is stdin.", completion: .file())
    var file: String
    @Option(help: "The role of rows without one.")
    var role: Role?
    @Option(
        help: ArgumentHelp("The organisation of rows without one.", valueName: "code")
    )
    var organisation: String?
    @Option(help: ArgumentHelp("The last day of the roles; without it, no end.", valueName: "date"))
    var until: String?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let list = try PersonList(InputFile(file))
        let end = try until.map(Moment.end(ofDay:))
        try await LocalRoles.use(local) { opened in
            var problems = list.problems
            var requests: [(record: Int, request: GrantRequest)] = []
            for line in list.lines {
                do throws(RowProblem) {
                    requests.append((line.record, try request(line, until: end)))
                } catch {
                    problems.append(error)
                }
            }
            let (proposals, refused) = try await opened.roles.propose(
                requests.map(\.request),
                by: opened.actor,
                at: Moment.now
            )
            for (place, reason) in refused {
                problems.append(
                    RowProblem(
                        record: requests[place].record,
                        column: "",
                        code: reason.description
                    )
                )
            }
            answer(proposals, proposed: requests.count - refused.count, problems)
            if !problems.isEmpty { throw Exit.notValid.code }
        }
    }

    private func request(
        _ line: PersonList.Line,
        until end: Timestamp?
    ) throws(RowProblem) -> GrantRequest {
        guard let role = line.role.map({ Role(rawValue: $0) }) ?? role else {
            throw RowProblem(record: line.record, column: "role", code: "unknown")
        }
        guard let organisation = line.organisation ?? organisation else {
            throw RowProblem(record: line.record, column: "organisation", code: "missing")
        }
        return GrantRequest(.invited(line.draft), as: role, in: organisation, until: end)
    }

    private func answer(_ proposals: [Proposal], proposed: Int, _ problems: [RowProblem]) {
        let problems = problems.sorted { $0.record < $1.record }
        output.console.answer([
            "proposed": JSON(proposed), "proposals": .array(proposals.map { JSON($0) }),
            "problems": .array(problems.map(\.json)),
        ]) {
            output.console.answer(problems.map(\.line))
            output.console.answer(
                "\(proposed.counted("role")) proposed in \(proposals.count.counted("proposal"))"
            )
            if !proposals.isEmpty { output.console.note("another person confirms them on a page") }
        }
    }
}

struct PeopleShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a person, by id or number; the view is recorded.",
        discussion: "Never the contact itself, only whether one is proven."
    )
    static let examples = [
        Example("verify-cli people show --number 0499370899 --database sqlite:D --keys K")
    ]

    @Argument(help: "The person's id.")
    var id: String?
    @Option(help: "A national ID, or the number of --kind.")
    var number: String?
    @Option(help: "The kind of the number.")
    var kind: IDKind = .national
    @Option(help: ArgumentHelp("The state that issued a passport.", valueName: "code"))
    var country = ""
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (id == nil) != (number == nil) else {
            throw ValidationError("give an id or --number")
        }
    }

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let found: [Person]
            if let id {
                found = [try await opened.person(id)]
            } else {
                guard let typed = try? IDNumber(kind, country: country, typed: number ?? "") else {
                    throw Failure.usage("the number is not one of the kind \(kind.rawValue)")
                }
                found = try await opened.people.persons(with: typed)
            }
            guard !found.isEmpty else { throw RolesError.noSuchPerson }
            for person in found {
                try await opened.roles.recordView(of: person.id, by: opened.actor, at: Moment.now)
                let grants = try await opened.roles.grants(of: person.id)
                show(person, grants)
            }
        }
    }

    private func show(_ person: Person, _ grants: [RoleGrant]) {
        let now = Moment.now
        let object: JSON = [
            "id": .string(person.id.description), "level": JSON(person.level.rawValue),
            "name": .string(person.name.full),
            "contact_proven": .bool(person.provenContact != nil),
            "blocked_at": JSON(person.blockedAt?.description),
            "joined_into": JSON(person.joinedInto?.description),
            "roles": .array(grants.map { JSON($0, at: now) }),
        ]
        output.console.answer(object) {
            var lines = LabelledLines()
            lines.add("name", person.name.full.isolatedIfPersian)
            lines.add("level", String(person.level.rawValue))
            lines.add("contact", person.provenContact == nil ? "not proven" : "proven")
            lines.add("blocked", person.blockedAt?.description)
            lines.add("joined into", person.joinedInto?.description)
            for grant in grants {
                lines.add("role", "\(grant.role.rawValue) in \(grant.organisation)")
            }
            output.console.answer([person.id.description] + lines.lines)
        }
    }
}

struct PeopleBlock: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Propose to block a person; another person confirms it on a page."
    )
    static let examples = [
        Example(
            "verify-cli people block 7f3c0c36-5c1c-4f6e-9a51-0d8d5c1b2a3f --reason stolen-phone --database sqlite:D "
                + "--keys K"
        )
    ]

    @Argument(help: "The person's id, as people show prints it.")
    var id: String
    @Option(help: "Why, in words that may be read by every administrator.")
    var reason: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let outcome = try await opened.roles.block(
                PersonID(id),
                because: reason,
                by: opened.actor,
                at: Moment.now
            )
            switch outcome {
            case .proposed(let proposal): output.console.answer(proposed: proposal)
            case .done: output.console.answer(["blocked": .string(id)])
            }
        }
    }
}

extension IDKind: ExpressibleByArgument {}
