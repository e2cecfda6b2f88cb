import ArgumentParser
import Casework
import Foundation
import Persian
import Store
import VerifyCore

/// `verify-cli calendar`: the working calendar, by which due times are computed.
struct CalendarCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "The working calendar: office hours, holidays, closures.",
        subcommands: [
            CalendarLoad.self, CalendarShow.self, CalendarPreview.self, CalendarOutage.self,
        ]
    )
    static let examples = [
        Example("verify-cli calendar import --official --database sqlite:D"),
        Example("verify-cli calendar show 1405 --database sqlite:D"),
    ]
}

struct CalendarLoad: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Load office hours, holidays and closures; due times move a few seconds later.",
        discussion: """
            A line is week, complete, incomplete, closed, hours, open or withdrawn. A line that repeats what is known changes \
            nothing; a later fact of the same scope and day replaces an earlier one. Exits with 1 and loads nothing when \
            a row is wrong. calendar effect shows first what would change.
            """
    )
    static let examples = [
        Example("verify-cli calendar import --official --database sqlite:D"),
        Example("verify-cli calendar import closures.csv --database sqlite:D"),
    ]

    @OptionGroup var lines: CalendarLines
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let entries = try lines.read(output)
        let opened = try OpenedCalendar(database)
        defer { opened.close() }
        let loaded = try await opened.store.load(
            entries,
            what: lines.title,
            by: "cli:\(NSUserName())",
            at: Moment.now
        )
        output.console.answer([
            "change": JSON(loaded.change.map(Int.init)), "changed": JSON(loaded.changed),
            "known": JSON(loaded.known),
        ]) {
            let number = loaded.change.map { "change \($0): " } ?? "no change: "
            output.console.answer(
                number
                    + "\(loaded.changed.counted("line")) loaded, \(loaded.known.grouped) known already"
            )
        }
        try await opened.warn(output)
    }
}

struct CalendarPreview: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "effect",
        abstract: "Show what a file would change: days, and due times that move. Nothing is loaded."
    )
    static let examples = [
        Example("verify-cli calendar effect closures.csv --database sqlite:D")
    ]

    @OptionGroup var lines: CalendarLines
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let entries = try lines.read(output)
        let opened = try OpenedCalendar(database)
        defer { opened.close() }
        // The times without holder change no calendar: a clock that stands still has no due time that could move.
        let clocks = Clocks(store: opened.store) { _, _ in { _ in [] } }
        let effect = try await clocks.effect(of: entries, at: Moment.now)
        output.console.answer(JSON(effect)) {
            var table = Table("scope", "day", "jalali", "before", "after")
            for day in effect.days {
                table.add(
                    day.scope.description,
                    day.day.description,
                    JalaliDate(day.day).description,
                    day.before.isOpen ? day.before.description : "closed",
                    day.after.isOpen ? day.after.description : "closed"
                )
            }
            if !effect.days.isEmpty { output.console.answer(table.lines) }
            output.console.answer(
                "\(effect.changes.counted("line")) would change \(effect.days.count.counted("day"))"
            )
            output.console.answer(
                "\(effect.moving.counted("due time")) would move: \(effect.later.grouped) later, "
                    + "\(effect.earlier.grouped) earlier; breaches excused: \(effect.excused.grouped)"
            )
        }
    }
}

/// The calendar at the database; it has no seals, so that no keys are needed.
struct OpenedCalendar {
    let store: CalendarStore
    private let database: Database

    init(_ options: DatabaseOptions) throws {
        database = try options.open()
        store = CalendarStore(database: database)
    }

    func close() { database.close() }

    /// Warns of a year that is near and not complete.
    func warn(_ output: OutputOptions) async throws {
        guard let warning = try await store.book().warning(at: Moment.now) else { return }
        output.console.warn(warning.description)
        output.console.note("hint: \(warning.hint)")
    }
}

extension JSON {
    /// The effect of a file as `--json` shows it.
    fileprivate init(_ effect: CalendarEffect) {
        self = [
            "changes": JSON(effect.changes),
            "days": .array(
                effect.days.map { day in
                    [
                        "scope": .string(day.scope.description),
                        "day": .string(day.day.description),
                        "before": .string(day.before.description),
                        "after": .string(day.after.description),
                    ]
                }
            ),
            "due_times": JSON(effect.dues), "moving": JSON(effect.moving),
            "later": JSON(effect.later), "earlier": JSON(effect.earlier),
            "excused": JSON(effect.excused),
        ]
    }
}
