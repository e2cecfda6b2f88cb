import ArgumentParser
import Casework
import Persian
import VerifyCore

struct CalendarShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the years, week tables and announced days of the calendar.",
        discussion: "With a year, the facts of its days; --scope shows one scope only."
    )
    static let examples = [
        Example("verify-cli calendar show --database sqlite:D"),
        Example("verify-cli calendar show 1405 --scope nation --database sqlite:D --json"),
    ]

    @Argument(help: "A Jalali year; the facts of its days are listed.")
    var year: Int?
    @Option(help: "A scope: nation, province:NAME, category:NAME or organisation:CODE.")
    var scope: String?
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let scope, CalendarScope(parsing: scope) == nil {
            throw ValidationError(
                "--scope is nation, province:NAME, category:NAME or organisation:CODE"
            )
        }
    }

    func run() async throws {
        let opened = try OpenedCalendar(database)
        defer { opened.close() }
        let book = try await opened.store.book()
        let rows = CalendarListing(book, scope: scope, year: year)
        if output.json {
            output.console.answer(rows.json)
        } else {
            var table = Table("kind", "scope", "day", "until", "hours", "reason", "source")
            for row in rows.rows {
                table.add(
                    row.kind,
                    row.scope,
                    row.day,
                    row.until,
                    row.hours.isEmpty ? nil : row.hours,
                    row.reason.isEmpty ? nil : row.reason,
                    row.source.isEmpty ? nil : row.source
                )
            }
            output.console.answer(table.lines)
            output.console.note("calendar of change \(book.change)")
        }
        try await opened.warn(output)
    }
}

/// The rows of the calendar, in the columns of a calendar file.
private struct CalendarListing {
    struct Row {
        let kind: String
        let scope: String
        let day: String
        var until: String?
        var hours = ""
        var reason = ""
        let source: String
    }

    private(set) var rows: [Row] = []

    init(_ book: CalendarBook, scope: String?, year: Int?) {
        for (place, state) in book.years.sorted(by: Self.order)
        where year == nil || place.key == year {
            rows.append(
                Row(
                    kind: state.isComplete ? "complete" : "incomplete",
                    scope: place.scope.description,
                    day: String(place.key),
                    source: state.source
                )
            )
        }
        for (place, week) in book.weeks.sorted(by: Self.order) {
            rows.append(
                Row(
                    kind: "week",
                    scope: place.scope.description,
                    day: JalaliDate(place.key).description,
                    until: week.until.map { JalaliDate($0).description },
                    hours: week.hours.description,
                    source: week.source
                )
            )
        }
        for (place, fact) in book.facts.sorted(by: Self.order)
        where year.map({ JalaliDate(place.key).year == $0 }) ?? false {
            let (kind, hours) = fact.effect.columns
            rows.append(
                Row(
                    kind: kind,
                    scope: place.scope.description,
                    day: JalaliDate(place.key).description,
                    hours: hours ?? "",
                    reason: fact.reason,
                    source: fact.source
                )
            )
        }
        if let scope { rows.removeAll { $0.scope != scope } }
    }

    private static func order<Key: Comparable, Value>(
        _ a: (key: CalendarBook.Place<Key>, value: Value),
        _ b: (key: CalendarBook.Place<Key>, value: Value)
    ) -> Bool {
        (a.key.scope.description, a.key.key) < (b.key.scope.description, b.key.key)
    }

    /// One object a row.
    var json: [JSON] {
        rows.map { row in
            [
                "kind": .string(row.kind), "scope": .string(row.scope), "day": .string(row.day),
                "until": JSON(row.until), "hours": .string(row.hours),
                "reason": .string(row.reason), "source": .string(row.source),
            ]
        }
    }
}
