import ArgumentParser
import Foundation
import Registry
import Store
import VerifyCore

/// `verify-cli db`: the database as a whole.
struct DatabaseCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "Prepare, check, back up, restore and move the database.",
        subcommands: [
            DatabaseMigrate.self, DatabaseCheck.self, DatabaseSeal.self, DatabaseReseal.self,
            DatabaseBackup.self, DatabaseRestore.self, DatabaseCopy.self,
        ]
    )

    static let examples = [
        Example("verify-cli db migrate --database sqlite:D"),
        Example("verify-cli db check --database sqlite:D --keys K"),
    ]
}

struct DatabaseMigrate: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Make the database, or bring it to this program's version.",
        discussion: """
            Runs the migrations that have not run yet. Running it again does nothing. A database of another program is \
            left as it is; one of a version of Sehat that did not mark its databases is marked.
            """
    )
    static let examples = [Example("verify-cli db migrate --database sqlite:D")]

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try database.open(creating: true)
        defer { opened.close() }
        // A planted trigger would run in a migration.
        try await opened.requireSchema(of: DatabaseOptions.migrations)
        let done = try await opened.migrate(DatabaseOptions.migrations)
        if done.contains(where: { $0.module == Registry.sealModule }),
            try await !Registry.countEarlierRows(in: opened).isEmpty
        {
            output.console.warn(
                "rows of an earlier version have no seal; run verify-cli db seal --keys DIR once"
            )
        }
        let names = done.map { "\($0.module) \($0.number), \($0.name)" }
        output.console.answer(["migrated": .array(names.map(JSON.string))]) {
            if opened.isUnmarked {
                output.console.note("the database is marked as a register of Sehat now")
            }
            for name in names { output.console.note("migrated: \(name)") }
            output.console.answer(
                names.isEmpty
                    ? "nothing to do, the database is up to date"
                    : names.count.counted("migration") + " done"
            )
        }
    }
}

struct DatabaseCheck: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the whole database; with the keys, every degree.",
        discussion: """
            Always: the file's integrity and its references, and that the schema is the one that the migrations make: \
            nothing planted that acts, as triggers, views and generated columns. With --keys also every degree: its \
            seals (MACs), its code recomputed, that no code occurs twice, and that the data bank agrees; \
            the seals of events, institutions, API keys, former codes, and of uploads and batches with their results; \
            and that the keys are not older than the database has seen. Exits with 1 when anything is wrong.
            """
    )
    static let examples = [
        Example("verify-cli db check --database sqlite:D --keys K"),
        Example(
            "verify-cli db check --database sqlite:/backup/sehat.db",
            "a backup, without the keys"
        ),
    ]

    /// The most problems that are printed without `--json`.
    private static let shown = 20

    @OptionGroup var local: LocalOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let database = try local.database.open()
        defer { database.close() }
        console.note("checking: integrity of the file, references, schema")
        var problems = try await database.check(against: DatabaseOptions.migrations)
        var rows: Int?
        if local.keys.path != nil {
            console.note(LocalRegistry.sealsNote)
            let check = try await local.registry(over: database).checkSeals()
            problems += check.problems
            rows = check.degrees
            if check.decided > 0 {
                console.note("decided by cases: \(check.decided.counted("degree"))")
            }
        }
        console.answer([
            "ok": .bool(problems.isEmpty), "degrees": JSON(rows),
            "problems": .array(problems.map(JSON.string)),
        ]) {
            console.answer(Array(problems.prefix(Self.shown)))
            if problems.count > Self.shown {
                console.answer(
                    "… and \((problems.count - Self.shown).grouped) more; --json has all"
                )
            }
            let degrees =
                rows.map { $0.counted("degree") } ?? "degrees not checked (no --keys)"
            console.answer(
                problems.isEmpty
                    ? "ok, \(degrees)" : problems.count.counted("problem") + ", \(degrees)"
            )
        }
        if !problems.isEmpty { throw Exit.notValid.code }
    }
}

struct DatabaseBackup: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database to a new file, while it is in use.",
        discussion:
            "The file holds people's records: encrypt it. The keys are not in it; back them up separately."
    )
    static let examples = [
        Example("verify-cli db backup sehat-backup.db --database sqlite:D")
    ]

    @Argument(help: "The new file; an existing one is never replaced.", completion: .file())
    var file: String
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try database.open()
        defer { opened.close() }
        try await opened.backup(to: file)
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size]) as? Int
        output.console.answer(["file": .string(file), "bytes": JSON(size)]) {
            output.console.answer("backed up to \(file), \((size ?? 0).grouped) bytes")
        }
    }
}
