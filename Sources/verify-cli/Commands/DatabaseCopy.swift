import ArgumentParser
import Store
import VerifyCore

/// `verify-cli db copy`: a whole installation to another database, whatever their engines.
struct DatabaseCopy: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract:
            "Move to another database, from SQLite to PostgreSQL or back; stop verifyd first.",
        discussion: """
            Makes the tables of an empty database and copies every row into them, all or nothing. Then the \
            new database is checked: its rows are counted, and with --keys every seal (MAC) and code is \
            checked, as by db check. Exits with 1 when anything is wrong. What verifyd writes during \
            this time is not in the copy.
            """
    )
    static let examples = [
        Example(
            "verify-cli db copy --from sqlite:D --to postgres://sehat@127.0.0.1/sehat --keys K"
        ),
        Example("verify-cli db copy --from sqlite:D --to sqlite:D3 --keys K"),
    ]

    @Option(help: ArgumentHelp("The database to copy.", valueName: "address"))
    var from: String
    @Option(help: ArgumentHelp("The new database, empty.", valueName: "address"))
    var to: String
    @OptionGroup var password: DatabasePasswordOption
    @OptionGroup var keys: KeysOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let (from, to) = (try password.location(from), try password.location(to))
        let source = try DatabaseOptions.open(from)
        defer { source.close() }
        try await source.requireSchema(of: DatabaseOptions.migrations)
        let target = try Database(to)
        defer { target.close() }
        try await target.migrate(DatabaseOptions.migrations)
        console.note("copying \(from) to \(to)")
        let tables = try await copy(source, target)
        let rows = tables.reduce(0) { $0 + $1.rows }
        var problems = try await target.check(against: DatabaseOptions.migrations)
        var degrees: Int?
        if keys.path != nil {
            console.note(LocalRegistry.sealsNote)
            let check = try await keys.registry(over: target).checkSeals()
            problems += check.problems
            degrees = check.degrees
        }
        console.answer([
            "ok": .bool(problems.isEmpty), "rows": JSON(rows),
            "tables": .array(
                tables.map { ["table": .string($0.name), "rows": JSON($0.rows)] }
            ),
            "degrees": JSON(degrees), "problems": .array(problems.map(JSON.string)),
        ]) {
            console.answer(tables.filter { $0.rows > 0 }.map { "\($0.name)  \($0.rows.grouped)" })
            console.answer(problems)
            console.answer(
                "\(rows.counted("row")) copied and counted, "
                    + (degrees.map { "\($0.counted("degree")) checked" }
                        ?? "degrees not checked (no --keys)")
            )
        }
        if !problems.isEmpty { throw Exit.notValid.code }
    }

    private func copy(_ source: Database, _ target: Database) async throws -> [CopiedTable] {
        let progress = Progress("copying")
        defer { progress.finish() }
        return try await source.copy(to: target) { done, total in
            progress.update(done, of: total)
        }
    }
}
