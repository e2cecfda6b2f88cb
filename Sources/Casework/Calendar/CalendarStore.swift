import Persian
package import Store
import Synchronization

/// The working calendar in the database.
///
/// A transaction asks for the calendars with `calendars(in:)`, which reads the number of the last change there and the rows only
/// where that number is new to this process.
package final class CalendarStore: Sendable {
    /// The database.
    package let database: Database
    /// The calendars that were read last; those of a higher number replace them.
    private let latest = Mutex<Calendars?>(nil)

    /// Opens the calendar of a database.
    package init(database: Database) {
        self.database = database
    }

    private static let lastChange = PreparedSQL {
        "SELECT coalesce(max(n), 0) FROM calendar_change"
    }

    /// Returns the number of the last change, 0 for none.
    static func change(in connection: Connection) throws -> Int64 {
        try connection.first(lastChange()) { try $0.int(0) } ?? 0
    }

    /// Returns the calendars as the transaction sees them.
    ///
    /// Not for a transaction that changes the calendar itself: its number is not yet that of every reader.
    package func calendars(in connection: Connection) throws -> Calendars {
        let change = try Self.change(in: connection)
        if let known = latest.withLock(\.self), known.book.change == change { return known }
        let read = Calendars(try CalendarBook(change: change, reading: connection))
        latest.withLock { known in
            if known.map({ $0.book.change < change }) ?? true { known = read }
        }
        return read
    }

    /// Returns the calendar.
    package func book() async throws -> CalendarBook {
        try await database.read { try self.calendars(in: $0).book }
    }
}

extension CalendarBook {
    /// Reads the rows that are valid.
    init(change: Int64, reading connection: Connection) throws {
        self.init(change: change)
        for row in try connection.all(WeekTableRow.query, { try WeekTableRow($0) }) {
            let place = Place(scope: row.scope, key: row.from)
            weeks[place] = Week(until: row.until, hours: row.hours, source: row.source)
        }
        for row in try connection.all(CalendarYearRow.query, { try CalendarYearRow($0) }) {
            years[Place(scope: row.scope, key: row.year)] = row.state
        }
        // In the order in which they were loaded: a later fact replaces an earlier one.
        for row in try connection.all(DayFactRow.valid, { try DayFactRow($0) }) {
            facts[Place(scope: row.scope, key: row.day)] = row.fact
        }
        outages = try connection.all(OutageRow.confirmed) { try OutageRow($0) }
            .compactMap(\.outage)
    }
}
