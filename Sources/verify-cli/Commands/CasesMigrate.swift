import Accounts
import ArgumentParser
import Casework
import Persian
import VerifyCore

/// `verify-cli cases migrate`: the open cases of one version of a service get another one, by two persons.
struct CasesMigrate: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Move the open cases of one version of a service to another one, by two persons.",
        discussion: """
            A daemon does not start where its program lacks a version that has open cases. preview shows what a mapping would \
            change in each of them, and writes nothing. propose keeps the mapping in the name of a person with a role in the \
            unit of the service, or of an administrator; confirm, in the name of another natural person, moves the cases, 20 \
            in a transaction, each with a sealed event. After an interruption the same confirm continues. A case that cannot \
            be mapped stays where it is, and is named.

            Steps and fields with the same name in both versions are mapped to each other; name the others with --step \
            FORMER=NEW and --field NEW=FORMER. The former version is read from the text that the database has of it.
            """,
        subcommands: [
            CasesMigratePreview.self, CasesMigratePropose.self, CasesMigrateConfirm.self,
            CasesMigrateWithdraw.self, CasesMigrateListing.self,
        ]
    )
    static let examples = [
        Example(
            "verify-cli cases migrate preview cartable-request --from 1 --to 2 --database sqlite:D --keys K"
        )
    ]
}

/// The mapping, as words of the command line.
struct MappingOptions: ParsableArguments {
    @Argument(help: "The name of the service.")
    var service: String
    @Option(help: "The version of the cases.")
    var from: Int
    @Option(help: "The version that they get; the newest one by default.")
    var to: Int?
    @Option(help: ArgumentHelp("A step with another name.", valueName: "former=new"))
    var step: [String] = []
    @Option(help: ArgumentHelp("A field with another name.", valueName: "new=former"))
    var field: [String] = []

    func validate() throws {
        guard (step + field).allSatisfy({ Self.pair($0) != nil }) else {
            throw ValidationError("--step and --field are two names with = between them")
        }
    }

    private static func pair(_ text: String) -> (String, String)? {
        let words = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 2, !words[0].isEmpty, !words[1].isEmpty else { return nil }
        return (words[0], words[1])
    }

    /// Returns the mapping between the two versions.
    ///
    /// - Throws: `MigrationError`; `StoreError`.
    func migration(_ migrations: CaseMigrations, _ cases: Cases) async throws -> CaseMigration {
        let id = ServiceID(service)
        let number = to ?? cases.catalog.newest(id)?.version ?? 1
        let target = try migrations.target(of: id, number)
        let former = try await migrations.outline(of: id, from)
        let steps = step.compactMap(Self.pair).map { (StepName($0), StepName($1)) }
        let fields = field.compactMap(Self.pair).map { (FieldName($0), FieldName($1)) }
        return CaseMigration(
            from: former,
            to: VersionOutline(target),
            steps: Dictionary(steps) { $1 },
            fields: Dictionary(fields) { $1 }
        )
    }
}

struct CasesMigratePreview: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Show what a mapping changes in each case; writes nothing.",
        discussion:
            "Exits with 1 when a case cannot be mapped, or the mapping leaves something out."
    )
    static let examples = [
        Example(
            "verify-cli cases migrate preview cartable-request --from 1 --step review=check "
                + "--database sqlite:D --keys K"
        )
    ]

    @OptionGroup var mapping: MappingOptions
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var cases: [MigratedCase] = []
        let migration = try await LocalRoles.use(local) { opened in
            let migrations = CaseMigrations(opened.cases)
            let migration = try await mapping.migration(migrations, opened.cases)
            _ = try await migrations.preview(migration, at: Moment.now) { cases.append($0) }
            return migration
        }
        let stuck = cases.count { $0.problem != nil }
        output.console.answer([
            "mapping": .array(migration.lines.map(JSON.string)),
            "cases": .array(cases.map { JSON($0) }),
        ]) {
            output.console.answer(migration.lines)
            if !cases.isEmpty { output.console.answer(Table(cases).lines) }
            let moves = cases.count { $0.problem == nil && $0.dueAfter != $0.dueBefore }
            output.console.answer(
                "\((cases.count - stuck).counted("case")) would move, \(stuck) cannot; "
                    + "\(moves.counted("due time")) would move"
            )
        }
        if stuck > 0 { throw Exit.notValid.code }
    }
}

struct CasesMigratePropose: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Keep a mapping, for another person to confirm."
    )
    static let examples = [
        Example(
            "verify-cli cases migrate propose cartable-request --from 1 --as PERSON "
                + "--database sqlite:D --keys K"
        )
    ]

    @OptionGroup var mapping: MappingOptions
    @Option(name: .customLong("as"), help: ArgumentHelp("The person's id.", valueName: "id"))
    var person: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let row = try await LocalRoles.use(local) { opened in
            let migrations = CaseMigrations(opened.cases)
            let migration = try await mapping.migration(migrations, opened.cases)
            return try await migrations.propose(
                migration,
                by: try await opened.person(person).id,
                at: Moment.now
            )
        }
        output.console.answer(["id": .string(row.id), "proposed": true]) {
            output.console.answer("proposed: \(row.id)")
            output.console.note("another person confirms it with cases migrate confirm")
        }
    }
}

struct CasesMigrateConfirm: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Move the cases of a proposal, in the name of another person; continue it.",
        discussion:
            "Exits with 1 when a case could not be moved; run it again once that is corrected."
    )
    static let examples = [
        Example(
            "verify-cli cases migrate confirm ID --as PERSON --database sqlite:D --keys K --yes"
        )
    ]

    @Argument(help: "The id of the proposal.")
    var id: String
    @Option(name: .customLong("as"), help: ArgumentHelp("The person's id.", valueName: "id"))
    var person: String
    @OptionGroup var consent: ConsentOption
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try Prompt.confirm("Move the cases of this proposal?", yes: consent.yes)
        var stuck: [MigratedCase] = []
        let report = try await LocalRoles.use(local) { opened in
            try await CaseMigrations(opened.cases).confirm(
                id,
                by: try await opened.person(person).id,
                at: Moment.now
            ) { if $0.problem != nil { stuck.append($0) } }
        }
        output.console.answer([
            "moved": JSON(report.moved), "left": .array(stuck.map { JSON($0) }),
        ]) {
            if !stuck.isEmpty { output.console.answer(Table(stuck).lines) }
            output.console.answer(
                "\(report.moved.counted("case")) moved, \(report.left) could not be moved"
            )
        }
        if report.left > 0 { throw Exit.notValid.code }
    }
}

struct CasesMigrateWithdraw: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "End a proposal that no person has confirmed."
    )
    static let examples = [
        Example("verify-cli cases migrate withdraw ID --as PERSON --database sqlite:D --keys K")
    ]

    @Argument(help: "The id of the proposal.")
    var id: String
    @Option(name: .customLong("as"), help: ArgumentHelp("The person's id.", valueName: "id"))
    var person: String
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            let person = try await opened.person(person).id
            try await CaseMigrations(opened.cases).withdraw(id, by: person, at: Moment.now)
        }
        output.console.answer(["withdrawn": .string(id)]) {
            output.console.answer("withdrawn: \(id)")
        }
    }
}

struct CasesMigrateListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the migrations that have not ended, each with its mapping."
    )
    static let examples = [
        Example("verify-cli cases migrate list --database sqlite:D --keys K")
    ]

    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let rows = try await LocalRoles.use(local) { opened in
            try await CaseMigrations(opened.cases).pending()
        }
        if output.json { return output.console.answer(rows.map { JSON($0) }) }
        for row in rows {
            let state = row.confirmedBy.map { "confirmed by \($0)" } ?? "not confirmed"
            output.console.answer(
                "\(row.id): \(row.service) \(row.from) -> \(row.to), proposed by \(row.proposedBy), \(state)"
            )
            output.console.answer(row.mapping.split(separator: "\n").map { "  \($0)" })
        }
    }
}

extension CaseMigration {
    /// What two persons agree on, one line for each step and field, as a sentence without verbs.
    fileprivate var lines: [String] {
        ["\(service) \(from) -> \(to)"] + text.split(separator: "\n").map(String.init)
    }
}

extension Table {
    fileprivate init(_ cases: [MigratedCase]) {
        self.init("tracking", "from", "to", "due before", "due after", "remark")
        for one in cases {
            let dropped = one.dropped.map(\.text).joined(separator: ", ")
            add(
                one.tracking.isEmpty ? one.caseID : one.tracking,
                one.from?.text,
                one.to?.text,
                one.dueBefore?.description,
                one.dueAfter?.description,
                one.problem?.description ?? (dropped.isEmpty ? nil : "dropped: \(dropped)")
            )
        }
    }
}

extension JSON {
    fileprivate init(_ one: MigratedCase) {
        self = [
            "id": .string(one.caseID), "tracking": .string(one.tracking),
            "from": JSON(one.from?.text), "to": JSON(one.to?.text),
            "due_before": JSON(one.dueBefore?.description),
            "due_after": JSON(one.dueAfter?.description),
            "dropped": .array(one.dropped.map { .string($0.text) }),
            "problem": JSON(one.problem?.description),
        ]
    }

    fileprivate init(_ row: MigrationRow) {
        self = [
            "id": .string(row.id), "service": .string(row.service.text), "from": JSON(row.from),
            "to": JSON(row.to), "mapping": .string(row.mapping),
            "proposed_by": .string(row.proposedBy.description),
            "proposed_at": .string(row.proposedAt.description),
            "confirmed_by": JSON(row.confirmedBy?.description),
        ]
    }
}
