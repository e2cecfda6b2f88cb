import Persian
import Store

/// A page of a degree's access log, newest first.
///
/// Organisations and links are listed view by view and visitors as a count a day, so that no number of anonymous
/// views hides an organisation's.
package struct AccessLog: Sendable, Equatable {
    /// The entries of the page, newest first.
    package let entries: [AccessLogEntry]
    /// How a report names each entry: `view-17`, of a day's visitors `day-2026-11-18`.
    package let references: [String]
    /// Where the next page begins; nil on the last one.
    package let next: Cursor?

    /// The most entries of a page.
    static let pageLimit = 1_000

    /// A position in the log: what is older than it comes next.
    ///
    /// Its text is opaque to callers: letters, digits and `-` only.
    package struct Cursor: Sendable, Equatable, CustomStringConvertible {
        /// The last view of an organisation that was listed.
        fileprivate var view: Int64
        /// The last day of visitors that was listed.
        fileprivate var day: String

        /// The newest entry.
        package static let newest = Cursor(view: .max, day: "z")

        fileprivate init(view: Int64, day: String) {
            self.view = view
            self.day = day
        }

        /// Parses the text of a cursor; nil for any other text.
        package init?(parsing text: String) {
            let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let view = Int64(parts[0]), view > 0,
                parts[1] == "z" || (try? CivilDate(parsing: String(parts[1]))) != nil
            else { return nil }
            self.init(view: view, day: String(parts[1]))
        }

        package var description: String { "\(view)-\(day)" }
    }
}

extension AccessLog {
    /// Reads the page after a cursor.
    static func page(
        of address: Int64,
        after cursor: Cursor,
        limit: Int = pageLimit,
        in connection: Connection
    ) throws -> AccessLog {
        // One more than the page has, to know whether another page follows.
        let views = try connection.all(
            """
            SELECT id, viewer, purpose, consent_reference, at
            FROM viewing
            WHERE degree = \(address) AND id < \(cursor.view)
            ORDER BY id DESC
            LIMIT \(limit + 1)
            """
        ) { (id: try $0.int(0), entry: try AccessLogEntry(viewIn: $0, from: 1)) }
        let days = try connection.all(
            """
            SELECT day, visitors, last_at
            FROM viewing_day
            WHERE degree = \(address) AND day < \(cursor.day)
            ORDER BY day DESC
            LIMIT \(limit + 1)
            """
        ) { (day: try $0.text(0), entry: try AccessLogEntry(visitorsIn: $0, from: 1)) }
        return merge(views[...], days[...], after: cursor, limit: limit)
    }

    /// Whether the log of a degree has an entry of this reference.
    static func contains(
        _ reference: String,
        of address: Int64,
        in connection: Connection
    ) throws -> Bool {
        let parts = reference.split(separator: "-", maxSplits: 1)
        guard parts.count == 2 else { return false }
        let found: Int64?
        switch parts[0] {
        case "view":
            guard let id = Int64(parts[1]), String(id) == parts[1] else { return false }
            found = try connection.first(
                "SELECT 1 FROM viewing WHERE degree = \(address) AND id = \(id)"
            ) { try $0.int(0) }
        case "day":
            found = try connection.first(
                "SELECT 1 FROM viewing_day WHERE degree = \(address) AND day = \(String(parts[1]))"
            ) { try $0.int(0) }
        default: return false
        }
        return found != nil
    }

    private static func merge(
        _ views: ArraySlice<(id: Int64, entry: AccessLogEntry)>,
        _ days: ArraySlice<(day: String, entry: AccessLogEntry)>,
        after cursor: Cursor,
        limit: Int
    ) -> AccessLog {
        var (views, days, next) = (views, days, cursor)
        var entries: [AccessLogEntry] = []
        var references: [String] = []
        while entries.count < limit {
            let isView: Bool
            switch (views.first, days.first) {
            case (nil, nil):
                return AccessLog(entries: entries, references: references, next: nil)
            case (.some, nil): isView = true
            case (nil, .some): isView = false
            case (let view?, let day?): isView = view.entry.at >= day.entry.at
            }
            if isView {
                let view = views.removeFirst()
                next.view = view.id
                entries.append(view.entry)
                references.append("view-\(view.id)")
            } else {
                let day = days.removeFirst()
                next.day = day.day
                entries.append(day.entry)
                references.append("day-\(day.day)")
            }
        }
        return AccessLog(
            entries: entries,
            references: references,
            next: views.isEmpty && days.isEmpty ? nil : next
        )
    }
}
