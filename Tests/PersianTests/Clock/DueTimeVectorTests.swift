import Foundation
import Testing

@testable import Persian

/// The vectors of docs/calendar.md, in the form of the program `conformance`.
struct DueTimeVectorTests {
    @Test(arguments: try ClockVectors.all())
    func `a due time is that of the vector`(_ vector: ClockVectors.Vector) throws {
        let due = try vector.calendar.due(
            after: vector.budget,
            from: vector.start,
            pauses: vector.pauses
        )
        #expect(due.moment == vector.due)
        #expect(due.isProvisional == vector.isProvisional)
    }

    @Test func `every vector of the design is in the file`() throws {
        let names = try ClockVectors.all().map(\.name)
        #expect(Set((1...24).map { "V\($0)" }).isSubset(of: names))
        #expect(Set(names).count == names.count)
    }
}

/// The file of vectors.
enum ClockVectors {
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let calendar: WorkingCalendar
        let start: Timestamp
        let budget: CalendarBudget
        let pauses: [ClockPause]
        let due: Timestamp
        let isProvisional: Bool

        var testDescription: String { name }
    }

    static func all() throws -> [Vector] {
        let file = try read()
        return try file.vectors.map { row in
            let calendar = try #require(file.calendars[row.calendar])
            let unit = try #require(row.budget.keys.first.flatMap(CalendarBudget.Unit.init))
            return Vector(
                name: row.name,
                calendar: try calendar.working(row.scopes),
                start: try Timestamp(parsing: row.start),
                budget: try #require(CalendarBudget(row.budget[unit.rawValue] ?? -1, unit)),
                pauses: try row.pauses.map {
                    ClockPause(
                        from: try Timestamp(parsing: $0.from),
                        until: try Timestamp(parsing: $0.until)
                    )
                },
                due: try Timestamp(parsing: row.due),
                isProvisional: row.provisional
            )
        }
    }

    /// Returns the calendar of a name for the offices of the nation.
    static func calendar(_ name: String) throws -> WorkingCalendar {
        try #require(try read().calendars[name]).working(["nation"])
    }

    private static func read() throws -> File {
        let place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/clock.json")
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: place))
    }
}

private struct File: Decodable {
    let calendars: [String: Rows]
    let vectors: [Row]

    struct Row: Decodable {
        let name: String
        let calendar: String
        let scopes: [String]
        let start: String
        let budget: [String: Int]
        let pauses: [Pause]
        let due: String
        let provisional: Bool
    }

    struct Pause: Decodable {
        let from: String
        let until: String
    }

    struct Rows: Decodable {
        let weeks: [Week]
        let facts: [Fact]
        let completeYears: [Int]

        enum CodingKeys: String, CodingKey {
            case weeks
            case facts
            case completeYears = "complete_years"
        }

        func working(_ scopes: [String]) throws -> WorkingCalendar {
            WorkingCalendar(
                scopes: scopes.map { CalendarScope($0) },
                weeks: try weeks.map { try $0.table() },
                facts: try facts.map { try $0.fact() },
                completeYears: Set(completeYears)
            )
        }
    }

    struct Week: Decodable {
        let scope: String
        let from: String
        let until: String?
        let days: [String: [[String]]]

        func table() throws -> WeekTable {
            var hours: [Weekday: OfficeHours] = [:]
            for (word, intervals) in days {
                hours[try #require(Weekday(word: word))] = try File.hours(intervals)
            }
            return WeekTable(
                CalendarScope(scope),
                from: try CivilDate(parsing: from),
                until: try until.map { try CivilDate(parsing: $0) },
                hours
            )
        }
    }

    struct Fact: Decodable {
        let scope: String
        let day: String
        let kind: String
        let intervals: [[String]]?

        func fact() throws -> DayFact {
            let hours = try intervals.map(File.hours)
            let effect: DayFact.Effect =
                switch kind {
                case "hours": .hours(try #require(hours))
                case "open": .open(hours)
                default: .closed
                }
            return DayFact(CalendarScope(scope), try CivilDate(parsing: day), effect)
        }
    }

    static func hours(_ intervals: [[String]]) throws -> OfficeHours {
        try OfficeHours(parsing: intervals.map { $0.joined(separator: "-") }.joined(separator: " "))
    }
}
