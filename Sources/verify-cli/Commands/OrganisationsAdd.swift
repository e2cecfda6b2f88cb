import Accounts
import ArgumentParser
import Persian
import Tabular
import VerifyCore

struct OrganisationsAdd: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an organisation, or many from a list.",
        discussion: """
            A list is CSV or a workbook with the columns code, contact, and where needed kind, category, authority, \
            name_fa, name_en, province, licensed_from and licensed_until. An organisation that exists is left as it is. \
            Exits with 1 when a row was wrong.
            """
    )
    static let examples = [
        Example(
            "verify-cli organisations add 1001 --kind institution --contact office@ut.example --database sqlite:D "
                + "--keys K"
        ),
        Example(
            "verify-cli organisations add --list institutions.csv --database sqlite:D --keys K"
        ),
    ]

    @Argument(help: "Its code; that of the register for an institution.")
    var code: String?
    @Option(help: "The kind, which never changes.")
    var kind: Organisation.Kind = .institution
    @Option(
        help: ArgumentHelp("A list of organisations; - is stdin.", valueName: "file"),
        completion: .file()
    )
    var list: String?
    @OptionGroup var values: OrganisationOptions
    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (code == nil) != (list == nil) else {
            throw ValidationError("give a code or --list FILE")
        }
        guard list != nil || values.contact != nil else {
            throw ValidationError("an organisation needs --contact")
        }
    }

    func run() async throws {
        try await LocalRoles.use(local) { opened in
            if let list { return try await add(list: list, opened) }
            var draft = OrganisationDraft(code: code ?? "", kind: kind, contact: "")
            try values.apply(to: &draft)
            let added = try await opened.roles.addOrganisation(
                draft,
                by: opened.actor,
                at: Moment.now
            )
            output.console.answer(JSON(added, at: Moment.now)) {
                output.console.answer("added: \(added.code), \(added.kind.rawValue)")
            }
        }
    }

    private func add(list: String, _ opened: LocalRoles) async throws {
        var (added, known) = (0, 0)
        var problems: [RowProblem] = []
        let rows = try TitledRows(InputFile(list), required: ["code", "contact"])
        for entry in rows.entries {
            do {
                let draft = try draft(of: entry)
                try await opened.roles.addOrganisation(draft, by: opened.actor, at: Moment.now)
                added += 1
            } catch RolesError.organisationExists {
                known += 1
            } catch RolesError.invalid(let field) {
                problems.append(RowProblem(record: entry.record, column: field, code: "format"))
            } catch let problem as RowProblem {
                problems.append(problem)
            }
        }
        output.console.answer([
            "added": JSON(added), "known": JSON(known), "problems": .array(problems.map(\.json)),
        ]) {
            output.console.answer(problems.map(\.line))
            output.console.answer(
                "\(added.counted("organisation")) added, \(known.grouped) known already"
            )
        }
        if !problems.isEmpty { throw Exit.notValid.code }
    }

    private func draft(of entry: TitledRows.Entry) throws -> OrganisationDraft {
        func word<Word: RawRepresentable<String>>(_ title: String, _ usual: Word) throws -> Word {
            guard let text = entry.optional(title) else { return usual }
            guard let word = Word(rawValue: text) else {
                throw RowProblem(record: entry.record, column: title, code: "unknown")
            }
            return word
        }
        func day(_ title: String, _ moment: (String) throws -> Timestamp) throws -> Timestamp? {
            do {
                return try entry.optional(title).map(moment)
            } catch {
                throw RowProblem(record: entry.record, column: title, code: "format")
            }
        }
        if let fault = entry.fault {
            throw RowProblem(record: entry.record, column: "", code: fault.rawValue)
        }
        var draft = OrganisationDraft(
            code: entry["code"],
            kind: try word("kind", kind),
            authority: try word("authority", CompetentAuthority.science),
            nameFa: entry.optional("name_fa"),
            nameEn: entry.optional("name_en"),
            contact: entry["contact"],
            province: entry["province"]
        )
        draft.category = try word("category", draft.category)
        draft.licensedFrom = try day("licensed_from", Moment.start(ofDay:))
        draft.licensedUntil = try day("licensed_until", Moment.end(ofDay:))
        return draft
    }
}
