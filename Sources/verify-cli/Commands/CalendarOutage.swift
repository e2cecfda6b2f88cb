import ArgumentParser
import Casework
import Foundation
import Persian
import VerifyCore

/// `verify-cli calendar outage`: times in which applicants could not act, which extend their terms.
struct CalendarOutage: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "outage",
        abstract: "Outages extend the terms of the applicants whom they concern.",
        discussion: """
            One person announces an outage, another one confirms it, from another account of the machine; terms are then \
            computed again within seconds. An outage never shortens a term.
            """,
        subcommands: [OutageAnnounce.self, OutageConfirm.self, OutageListing.self]
    )
    static let examples = [
        Example(
            "verify-cli calendar outage announce sms --from 2026-11-20T06:00:00Z --until 2026-11-21T06:00:00Z "
                + "--reason 'gateway down' --database sqlite:D"
        )
    ]

    /// The operator, as the calendar names persons.
    static var operatorName: String { "cli:\(NSUserName())" }
}

struct OutageAnnounce: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "announce",
        abstract: "Announce an outage; it extends no term until another person confirms it."
    )
    static let examples = [
        Example(
            "verify-cli calendar outage announce region:abroad --from 2026-11-20T06:00:00Z "
                + "--until 2026-11-21T06:00:00Z --reason 'network closed' --database sqlite:D"
        )
    ]

    @Argument(help: "What did not work: sms, email, network, or region:NAME.")
    var reach: String
    @Option(help: ArgumentHelp("When it began, as RFC 3339 writes it.", valueName: "time"))
    var from: Timestamp
    @Option(help: ArgumentHelp("When it ended.", valueName: "time"))
    var until: Timestamp
    @Option(help: "Why, for the history; no names.")
    var reason: String
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        let words = ["sms", "email", "network"]
        let region = reach.hasPrefix("region:") ? reach.dropFirst("region:".count) : ""
        guard words.contains(reach) || (!region.isEmpty && !region.contains(" ")) else {
            throw ValidationError("the outage is one of sms, email, network, region:NAME")
        }
        guard from < until else { throw ValidationError("--until is later than --from") }
        guard until <= Moment.now else {
            throw ValidationError("--until is in the past: announce an outage when it has ended")
        }
        guard !reason.isEmpty, reason.count <= 200 else {
            throw ValidationError("--reason has 1 to 200 characters")
        }
    }

    func run() async throws {
        let opened = try OpenedCalendar(database)
        defer { opened.close() }
        guard let outage = Outage(reach, from: from, until: until) else { return }
        let id = UUID().uuidString.lowercased()
        try await opened.store.announce(
            outage,
            id: id,
            reason: reason,
            by: CalendarOutage.operatorName,
            at: Moment.now
        )
        output.console.answer(["id": .string(id)]) {
            output.console.answer("announced: \(id)")
            output.console.note("another person: verify-cli calendar outage confirm \(id)")
        }
    }
}

struct OutageConfirm: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Confirm an outage that another person announced; terms move within seconds."
    )
    static let examples = [
        Example(
            "verify-cli calendar outage confirm 1f0c… --database sqlite:D"
        )
    ]

    @Argument(help: "Its id, from the list.")
    var id: String
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try OpenedCalendar(database)
        defer { opened.close() }
        let change = try await opened.store.confirm(
            outage: id,
            by: CalendarOutage.operatorName,
            at: Moment.now
        )
        output.console.answer(["id": .string(id), "change": .integer(change)]) {
            output.console.answer("change \(change): terms of applicants are computed again")
        }
    }
}

struct OutageListing: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the outages, those that wait for confirmation too."
    )
    static let examples = [Example("verify-cli calendar outage list --database sqlite:D")]

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let opened = try OpenedCalendar(database)
        defer { opened.close() }
        let rows = try await opened.store.outages()
        if output.json { return output.console.answer(rows.map { JSON($0) }) }
        var table = Table("id", "what", "from", "until", "reason", "announced", "confirmed")
        for row in rows {
            table.add(
                row.id,
                row.reach,
                row.fromAt,
                row.untilAt,
                row.reason,
                row.announcedBy,
                row.confirmedBy
            )
        }
        output.console.answer(table.lines)
    }
}

extension JSON {
    /// An outage as the command line prints it.
    fileprivate init(_ row: OutageRow) {
        self = [
            "id": .string(row.id), "what": .string(row.reach), "from": .string(row.fromAt),
            "until": .string(row.untilAt), "reason": .string(row.reason),
            "announced_by": .string(row.announcedBy), "announced_at": .string(row.announcedAt),
            "confirmed_by": JSON(row.confirmedBy), "confirmed_at": JSON(row.confirmedAt),
            "change": JSON(row.change.map { Int($0) }),
        ]
    }
}
