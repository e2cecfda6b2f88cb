import ArgumentParser
import Persian
import Registry
import Store
import VerifyCore

struct DatabaseRestore: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Replace the database by a backup; stop verifyd first.",
        discussion: """
            The backup is checked first, with its schema. Nothing is deleted: an existing database is kept as \
            PATH.replaced-DATE. A backup with fewer degrees or fewer changes of them than the database is \
            restored only with --fewer.
            """
    )
    static let examples = [
        Example("verify-cli db restore sehat-backup.db --database sqlite:D2"),
        Example(
            "verify-cli db restore sehat-backup.db --database sqlite:D --yes",
            "over an existing one"
        ),
    ]

    @Argument(help: "The backup.", completion: .file())
    var file: String
    @Flag(help: "Accept that degrees, or changes of them, are lost.")
    var fewer = false
    @OptionGroup var consent: ConsentOption
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let location = try database.location()
        let restore = try Restore(from: file, to: location)
        if let obstacle = FileObstacle(at: file) {
            throw Failure.usage(
                "cannot read the backup: \(file): \(obstacle.reason)",
                hint: obstacle.hint()
            )
        }
        try restore.requireBackup(of: DatabaseOptions.migrations)
        let backup = try await holdings(of: .sqlite(file))
        if restore.replaces {
            try restore.requireReplaceable()
            let comparison = RestoreComparison(
                backup: (file, backup),
                database: (location.description, try? await holdings(of: location))
            )
            if !fewer { try comparison.requireNothingLost() }
            try Prompt.confirm(comparison.question, yes: consent.yes)
        }
        let former = try restore.run(on: Moment.now.fileName)
        output.console.answer([
            "database": .string(location.description), "from": .string(file),
            "degrees": JSON(backup.degrees), "replaced": former.map(JSON.string) ?? .null,
        ]) {
            output.console.answer("\(location) is restored from \(file), \(backup.summary)")
            if let former { output.console.note("the former database is kept: \(former)") }
            output.console.note("verify-cli db check --keys DIR checks every degree in it")
        }
    }

    private func holdings(of location: DatabaseLocation) async throws -> Holdings {
        var options = Database.Options()
        options.creates = false
        let opened = try Database(location, options: options)
        defer { opened.close() }
        return try await Holdings(of: opened)
    }
}

/// What a restore would replace, and what would be lost.
struct RestoreComparison {
    let backup: (name: String, holdings: Holdings)
    /// Nil where the database cannot be read, so that what it holds is not known.
    let database: (name: String, holdings: Holdings?)

    /// The question before the database is replaced.
    var question: String {
        let held = database.holdings.map(\.summary) ?? "which cannot be read"
        return "Replace \(database.name), \(held), by \(backup.name), \(backup.holdings.summary)? "
            + (lost.map { "Lost: \($0)." } ?? "No degree is lost.")
    }

    /// Requires that the backup holds as much as the database.
    func requireNothingLost() throws(Failure) {
        guard database.holdings != nil, let lost else { return }
        throw .usage(
            "the backup holds less than \(database.name): \(lost) would be lost",
            hint: "name a newer backup; if there is none, add --fewer"
        )
    }

    /// What the database has and the backup has not; nil where it has everything.
    private var lost: String? {
        guard let held = database.holdings else { return "what \(database.name) holds" }
        let (degrees, changes) = (
            held.degrees - backup.holdings.degrees, held.changes - backup.holdings.changes
        )
        let parts = [
            degrees > 0 ? degrees.counted("degree") : nil,
            changes > 0 ? changes.counted("change") + " of degrees" : nil,
        ]
        .compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " and ")
    }
}

extension Holdings {
    /// The numbers, with the dates of the newest.
    fileprivate var summary: String {
        let parts = [
            degrees.counted("degree") + Self.newest(newestDegree),
            changes.counted("change") + Self.newest(newestChange),
        ]
        return parts.joined(separator: ", ")
    }

    private static func newest(_ time: Timestamp?) -> String {
        time.map { " (newest \($0))" } ?? ""
    }
}

extension Timestamp {
    /// The time as part of a file's name.
    fileprivate var fileName: String {
        description.filter { $0 != "-" && $0 != ":" }
    }
}
