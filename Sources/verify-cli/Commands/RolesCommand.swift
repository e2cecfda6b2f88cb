import Accounts
import ArgumentParser
import Persian
import VerifyCore

/// `verify-cli roles`: who does what in whose name.
struct RolesCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Roles of persons in organisations.",
        subcommands: [
            RolesGrant.self, RolesEnd.self, RolesList.self, RolesProposals.self,
        ]
    )
    static let examples = [
        Example("verify-cli roles list --organisation saorg --database sqlite:D --keys K")
    ]
}

struct RolesGrant: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Propose a role for a person; another person confirms it on a page.",
        discussion: """
            The person exists already; people invite proposes a role for a new one. The person who confirms is the one \
            who grants: a root administrator for the roles root, administrator, auditor and custodian, an administrator \
            for the other roles of SAORG, for heads and attesters, the head for the staff of an institution.
            """
    )
    static let examples = [
        Example(
            "verify-cli roles grant attester --person 7f3c0c36-5c1c-4f6e-9a51-0d8d5c1b2a3f --organisation saorg "
                + "--until 1406/12/29 --database sqlite:D --keys K"
        )
    ]

    @Argument(help: "The role.")
    var role: Role
    @Option(help: ArgumentHelp("The person's id, as people show prints it.", valueName: "id"))
    var person: String
    @Option(help: ArgumentHelp("The code of the organisation.", valueName: "code"))
    var organisation: String
    @Option(help: ArgumentHelp("The first day; without it, now.", valueName: "date"))
    var from: String?
    @Option(help: ArgumentHelp("The last day; without it, no end.", valueName: "date"))
    var until: String?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = GrantRequest(
            .person(PersonID(person)),
            as: role,
            in: organisation,
            from: try from.map(Moment.start(ofDay:)),
            until: try until.map(Moment.end(ofDay:))
        )
        try await LocalRoles.use(local) { opened in
            let outcome = try await opened.roles.grant(request, by: opened.actor, at: Moment.now)
            switch outcome {
            case .proposed(let proposal): output.console.answer(proposed: proposal)
            case .granted(let grant): output.console.answer(JSON(grant, at: Moment.now))
            }
        }
    }
}

struct RolesEnd: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Propose the end of a role; another person confirms it on a page.",
        discussion: """
            With a role end the person's sessions, the API keys that were made under it, open invitations to it and the \
            deputies named from it.
            """
    )
    static let examples = [
        Example(
            "verify-cli roles end 7f3c0c36-5c1c-4f6e-9a51-0d8d5c1b2a3f --reason retired --database sqlite:D --keys K"
        )
    ]

    @Argument(help: "The id of the grant, as roles list shows it.")
    var grant: String
    @Option(help: "Why it ends, in words that may be read by every administrator.")
    var reason = ""
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let outcome = try await opened.roles.end(
                grant: grant,
                because: reason,
                by: opened.actor,
                at: Moment.now
            )
            switch outcome {
            case .proposed(let proposal): output.console.answer(proposed: proposal)
            case .done: output.console.answer(["ended": .string(grant)])
            }
        }
    }
}

struct RolesList: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List roles: of an organisation, of a person, or of a kind.",
        discussion: "Warns when fewer than three root administrators can sign in."
    )
    static let examples = [
        Example("verify-cli roles list --organisation saorg --database sqlite:D --keys K"),
        Example("verify-cli roles list --role head --all --json --database sqlite:D --keys K"),
    ]

    @Option(help: ArgumentHelp("The code of an organisation.", valueName: "code"))
    var organisation: String?
    @Option(help: ArgumentHelp("The id of a person.", valueName: "id"))
    var person: String?
    @Option(help: "A role, in every organisation.")
    var role: Role?
    @Flag(help: "Also those that were ended.")
    var all = false
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard [organisation, person, role?.rawValue].compactMap(\.self).count == 1 else {
            throw ValidationError("give one of --organisation, --person and --role")
        }
    }

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let now = Moment.now
            let grants = try await grants(opened.roles)
            let usable = try await opened.roles.usableRootAdministrators(at: now)
            if usable < Roles.warningRoots {
                output.console.warn("root administrators who can sign in and act: \(usable)")
            }
            if output.json { return output.console.answer(grants.map { JSON($0, at: now) }) }
            var table = Table("id", "role", "organisation", "state", "until", "person")
            for grant in grants {
                table.add(
                    grant.id,
                    grant.role.rawValue,
                    grant.organisation,
                    grant.state(at: now),
                    grant.until?.description ?? "no end",
                    grant.person.description
                )
            }
            output.console.answer(table.lines)
        }
    }

    private func grants(_ roles: Roles) async throws -> [RoleGrant] {
        if let organisation {
            return try await roles.grants(in: organisation, includingEnded: all)
        }
        if let person {
            return try await roles.grants(of: PersonID(person), includingEnded: all)
        }
        guard let role else { return [] }
        return try await roles.grants(as: role, includingEnded: all)
    }
}

struct RolesProposals: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "proposals",
        abstract: "List the changes that wait for the confirmation of another person."
    )
    static let examples = [
        Example("verify-cli roles proposals --database sqlite:D --keys K")
    ]

    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let proposals = try await opened.roles.proposals(at: Moment.now)
            if output.json { return output.console.answer(proposals.map { JSON($0) }) }
            var table = Table("id", "change", "organisation", "until", "by")
            for proposal in proposals {
                table.add(
                    proposal.id,
                    proposal.change?.kind ?? "edited",
                    proposal.change?.organisation,
                    proposal.expiresAt.description,
                    proposal.proposedBy
                )
            }
            output.console.answer(table.lines)
        }
    }
}

extension Role: ExpressibleByArgument {}
