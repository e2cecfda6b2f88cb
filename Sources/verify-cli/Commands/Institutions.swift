import ArgumentParser
import Persian
import Registry
import VerifyCore

/// `verify-cli institutions`: the universities and centres whose degrees the register holds.
struct InstitutionsCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "institutions",
        abstract: "Universities and centres, and until when they may issue.",
        subcommands: [Import.self, Add.self, List.self, Window.self]
    )

    static let examples = [
        Example("verify-cli institutions import institutions.csv --database sqlite:D --keys K"),
        Example(
            "verify-cli institutions window 1001 --until 1405/06/31 --database sqlite:D --keys K"
        ),
    ]
}

extension InstitutionsCommand {
    struct Import: AsyncParsableCommand, HasExamples {
        static let configuration = CommandConfiguration(
            abstract: "Take in a list of institutions.",
            discussion: """
                The file is CSV or an Excel workbook (xlsx) with the columns code, name_fa, name_en, kind and city. An institution \
                that is known gets the new names; nothing is removed. Needs the database, and once a degree \
                was issued the keys, because the rows are sealed. A row that was changed by hand is sealed \
                again with the names of the list, and its access ends (access_ended): set its window.
                """
        )
        static let examples = [
            Example("verify-cli institutions import institutions.csv --database sqlite:D --keys K")
        ]

        @Argument(
            help: "The file, or - for stdin.",
            completion: .file(extensions: ["csv", "xlsx"])
        )
        var file: String

        @OptionGroup var local: LocalOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let console = output.console
            let bytes = try InputFile(file).bytes()
            let registry = try local.registry(.optional)
            defer { registry.close() }
            let done = try await local.keys.explainingAbsence {
                try await registry.importInstitutions(bytes)
            }
            for problem in done.problems {
                console.warn("record \(problem.record), \(problem.column): \(problem.code)")
            }
            console.answer(JSON(done)) {
                console.answer(
                    "\(done.added.grouped) added, \(done.updated.grouped) updated, "
                        + "\(done.unchanged.grouped) unchanged, \(done.problems.count.grouped) refused"
                )
            }
            if !done.problems.isEmpty { throw Exit.notValid.code }
        }
    }

    struct Add: AsyncParsableCommand, HasExamples {
        static let configuration = CommandConfiguration(abstract: "Add one institution.")
        static let examples = [
            Example(
                "verify-cli institutions add 7001 --name-fa 'دانشگاه نمونه' --name-en 'Example University' "
                    + "--kind university --city تهران --until 1405/06/31 --database sqlite:D --keys K"
            )
        ]

        @Argument(help: "Its code: 1 to 10 letters and digits.")
        var code: String
        @Option(help: "Its name in Persian.")
        var nameFa: String
        @Option(help: "Its name in English.")
        var nameEn: String
        @Option(help: "What it is: university, institute, …")
        var kind = "university"
        @Option(help: "Its city.")
        var city = ""
        @Option(
            help: ArgumentHelp(
                "The last day on which it may issue; without it, no end.",
                valueName: "date"
            )
        )
        var until: String?

        @OptionGroup var local: LocalOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let end = try until.map { try Moment.end(ofDay: $0) }
            let client = try local.registry(.optional)
            defer { client.close() }
            let added = try await local.keys.explainingAbsence {
                try await client.registry.addInstitution(
                    code: code,
                    nameFa: nameFa,
                    nameEn: nameEn,
                    kind: kind,
                    city: city,
                    until: end,
                    by: client.actor,
                    at: Moment.now
                )
            }
            output.console.answer(JSON(added)) {
                output.console.answer("added \(code), \(nameEn)")
            }
        }
    }

    struct List: AsyncParsableCommand, HasExamples {
        static let configuration = CommandConfiguration(abstract: "List the institutions.")
        static let examples = [
            Example("verify-cli institutions list --server http://127.0.0.1:8080"),
            Example("verify-cli institutions list --json | head -3"),
        ]

        @OptionGroup var target: TargetOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let all = try await target.use(keys: .optional) { try await $0.institutions() }
            warn(about: all.filter { $0["issues_until"] == .null })
            if output.json { return output.console.answer(all) }
            var table = Table("code", "may issue until", "kind", "name")
            for one in all {
                table.add(
                    one["code"]?.string,
                    one["issues_until"]?.string ?? "no end",
                    one["kind"]?.string,
                    "\(one["name_en"]?.string ?? "")  \((one["name_fa"]?.string ?? "").isolated)"
                )
            }
            output.console.answer(table.lines)
        }
    }

    struct Window: AsyncParsableCommand, HasExamples {
        static let configuration = CommandConfiguration(
            abstract: "Set until when an institution may issue.",
            discussion: """
                The access ends with the day that is given, in Tehran. Afterwards only a request of the \
                applicant leads to a code. The organisation itself is not bound by the window.
                """
        )
        static let examples = [
            Example(
                "verify-cli institutions window 1001 --until 1405/06/31 --database sqlite:D --keys K"
            ),
            Example("verify-cli institutions window 1001 --no-end --database sqlite:D --keys K"),
        ]

        @Argument(help: "The institution's code.")
        var code: String
        @Option(help: ArgumentHelp("The last day, Jalali or Gregorian.", valueName: "date"))
        var until: String?
        @Flag(help: "Set no end of the access.")
        var noEnd = false

        @OptionGroup var target: TargetOptions
        @OptionGroup var output: OutputOptions

        func validate() throws {
            guard (until != nil) != noEnd else {
                throw ValidationError("give either --until DATE or --no-end")
            }
        }

        func run() async throws {
            let end = try until.map { try Moment.end(ofDay: $0) }
            let changed = try await target.local.keys.explainingAbsence {
                try await target.use(keys: .optional) {
                    try await $0.setWindow(of: code, until: end)
                }
            }
            output.console.answer(changed) {
                let words = end.map { "until the end of \(until ?? ""), \($0)" }
                output.console.answer("\(code) may issue \(words ?? "without an end")")
            }
        }
    }
}

extension InstitutionsCommand.List {
    /// The most institutions that a warning names.
    private static let named = 20

    /// Warns the administrators, who set windows, of institutions without an end.
    private func warn(about open: [JSON]) {
        guard target.isLocal, !open.isEmpty else { return }
        let codes = open.prefix(Self.named).compactMap { $0["code"]?.string }
        let more = open.count > codes.count ? ", … (\(open.count.grouped) in all)" : ""
        output.console.warn(
            "institutions that issue without an end: \(codes.joined(separator: ", "))\(more); "
                + "institutions window CODE --until DATE sets one"
        )
    }
}
