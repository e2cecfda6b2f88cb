package import Persian
import Synchronization

/// The calendars of one book, each made once for its scopes.
///
/// Scopes without rows are left out first, so that offices without rows of their own share one calendar.
package final class Calendars: Sendable {
    /// The book.
    package let book: CalendarBook
    private let scopes: Set<CalendarScope>
    /// The calendars made so far, by their scopes.
    private let made = Mutex<[[CalendarScope]: WorkingCalendar]>([:])

    /// Creates the calendars of a book.
    package init(_ book: CalendarBook) {
        self.book = book
        scopes = book.scopes
    }

    /// Returns the calendar of offices with these scopes, the strongest first.
    package func calendar(of scopes: [CalendarScope]) -> WorkingCalendar {
        let known = scopes.filter(self.scopes.contains)
        if let calendar = made.withLock({ $0[known] }) { return calendar }
        let calendar = book.calendar(of: known)
        made.withLock { $0[known] = calendar }
        return calendar
    }
}
