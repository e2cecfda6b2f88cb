import Accounts
import ArgumentParser
import Persian
import Tabular
import VerifyCore

/// `verify-cli organisations`: the bodies in whose name persons act.
struct OrganisationsCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "organisations",
        abstract: "Organisations: institutions, units of SAORG, offices outside, verifiers.",
        subcommands: [
            OrganisationsAdd.self, OrganisationsList.self, OrganisationsShow.self,
            OrganisationsChange.self, OrganisationsSuccessor.self,
        ]
    )
    static let examples = [
        Example("verify-cli organisations list --database sqlite:D --keys K"),
        Example("verify-cli organisations show 1001 --database sqlite:D --keys K"),
    ]
}

/// The values of an organisation as options; those that are absent stay as they are.
struct OrganisationOptions: ParsableArguments {
    @Option(help: "The category; it selects the calendar.")
    var category: Organisation.Category?
    @Option(help: "The authority that is competent for its graduates.")
    var authority: CompetentAuthority?
    @Option(help: "The name in Persian; institutions have theirs in the register.")
    var nameFa: String?
    @Option(help: "The name in English.")
    var nameEn: String?
    @Option(help: "The official contact: an e-mail address or a mobile number.")
    var contact: String?
    @Option(help: "The province, such as tehran.")
    var province: String?
    @Option(help: ArgumentHelp("The first day of its licence.", valueName: "date"))
    var licensedFrom: String?
    @Option(help: ArgumentHelp("The last day of its licence; none removes it.", valueName: "date"))
    var licensedUntil: String?

    /// Applies the options that were given.
    func apply(to draft: inout OrganisationDraft) throws {
        if let category { draft.category = category }
        if let authority { draft.authority = authority }
        if let nameFa { draft.nameFa = nameFa }
        if let nameEn { draft.nameEn = nameEn }
        if let contact { draft.contact = contact }
        if let province { draft.province = province }
        if let licensedFrom {
            draft.licensedFrom =
                licensedFrom == "none" ? nil : try Moment.start(ofDay: licensedFrom)
        }
        if let licensedUntil {
            draft.licensedUntil =
                licensedUntil == "none" ? nil : try Moment.end(ofDay: licensedUntil)
        }
    }
}

struct OrganisationsList: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the organisations; never their contacts."
    )
    static let examples = [
        Example("verify-cli organisations list --kind unit --database sqlite:D --keys K")
    ]

    @Option(help: "Only those of a kind.")
    var kind: Organisation.Kind?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            var all: [Organisation] = []
            while true {
                let page = try await opened.roles.organisations(
                    after: all.last?.code,
                    kind: kind,
                    limit: Roles.organisationPageLimit
                )
                all += page
                if page.count < Roles.organisationPageLimit { break }
            }
            let now = Moment.now
            if output.json {
                return output.console.answer(
                    all.map { JSON($0, contact: nil, at: now) }
                )
            }
            var table = Table("code", "kind", "category", "state", "successor", "name")
            for organisation in all {
                table.add(
                    organisation.code,
                    organisation.kind.rawValue,
                    organisation.category.rawValue,
                    organisation.state(at: now),
                    organisation.successor,
                    organisation.nameEn
                )
            }
            output.console.answer(table.lines)
        }
    }
}

struct OrganisationsShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show an organisation, its licence at a date, and who is responsible for it."
    )
    static let examples = [
        Example(
            "verify-cli organisations show 1001 --licence-at 1385/06/31 --database sqlite:D --keys K"
        )
    ]

    @Argument(help: "Its code.")
    var code: String
    @Option(help: ArgumentHelp("The date of studies or of a degree.", valueName: "date"))
    var licenceAt: String?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let now = Moment.now
            guard let found = try await opened.roles.organisation(code) else {
                throw RolesError.noSuchOrganisation(code)
            }
            let responsible = try? await opened.roles.responsible(for: code, at: now)
            let date = try licenceAt.map(Moment.start(ofDay:)) ?? now
            let licence = found.licence(at: date)
            let object = JSON(found, at: now).with(
                .init("responsible", JSON(responsible?.code)),
                .init("licence", .string(licence.word)),
                .init("where_to_go", JSON(found.authority.isSAORG ? nil : found.authority.name.en))
            )
            output.console.answer(object) {
                var lines = LabelledLines()
                lines.add("kind", found.kind.rawValue)
                lines.add("state", found.state(at: now))
                lines.add("name", found.nameEn)
                lines.add("نام", found.nameFa)
                lines.add("category", found.category.rawValue)
                lines.add("authority", found.authority.name.en)
                lines.add("province", found.province)
                lines.add("contact", found.contact)
                lines.add("licence", "\(licence.word) at \(date)")
                lines.add("successor", found.successor)
                lines.add("responsible", responsible?.code ?? "no organisation")
                output.console.answer([found.code] + lines.lines)
            }
        }
    }
}

struct OrganisationsChange: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change an organisation; its former contact learns of a new one.",
        discussion:
            "Code and kind stay as they are. --closed DATE closes it from that day on, --closed none opens it."
    )
    static let examples = [
        Example(
            "verify-cli organisations change 1001 --licensed-until 1404/06/31 --database sqlite:D --keys K"
        )
    ]

    @Argument(help: "Its code.")
    var code: String
    @OptionGroup var values: OrganisationOptions
    @Option(help: ArgumentHelp("The day from which on it is closed.", valueName: "date"))
    var closed: String?
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            guard let found = try await opened.roles.organisation(code) else {
                throw RolesError.noSuchOrganisation(code)
            }
            var draft = OrganisationDraft(found)
            try values.apply(to: &draft)
            var changed = try await opened.roles.changeOrganisation(
                draft,
                by: opened.actor,
                at: Moment.now
            )
            if let closed {
                try await opened.roles.setClosing(
                    of: code,
                    at: closed == "none" ? nil : try Moment.start(ofDay: closed),
                    by: opened.actor,
                    at: Moment.now
                )
                changed = try await opened.roles.organisation(code) ?? changed
            }
            let result = changed
            output.console.answer(JSON(result, at: Moment.now)) {
                output.console.answer("changed: \(result.code)")
            }
        }
    }
}

struct OrganisationsSuccessor: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "successor",
        abstract: "Name the organisation that continues the work of another one."
    )
    static let examples = [
        Example("verify-cli organisations successor 1002 1001 --database sqlite:D --keys K")
    ]

    @Argument(help: "The code of the organisation that closes.")
    var code: String
    @Argument(help: "The code of the successor, or none.")
    var successor: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let next = successor == "none" ? nil : successor
            try await opened.roles.setSuccessor(
                of: code,
                to: next,
                by: opened.actor,
                at: Moment.now
            )
            output.console.answer(["code": .string(code), "successor": JSON(next)]) {
                output.console.answer("successor of \(code): \(next ?? "none")")
            }
        }
    }
}

extension LicenceVerdict {
    /// One word.
    fileprivate var word: String {
        switch self {
        case .licensed: "licensed"
        case .notYet: "not yet"
        case .ended: "ended"
        }
    }
}

extension Organisation.Kind: ExpressibleByArgument {}
extension Organisation.Category: ExpressibleByArgument {}
extension CompetentAuthority: ExpressibleByArgument {}
