import Synchronization

/// How many rows of each table there are, as far as this process knows: counted when old rows are deleted, and
/// for each row that it adds in the meantime.
///
/// The lock guards the counts, and where the walk over the days of visitors is.
final class RetainedRows: Sendable {
    /// The walk over a table that has no order by age: some rows a minute, from the first to the last.
    struct Walk {
        /// The degree after which it continues.
        var degree: Int64 = 0
        /// The rows that it has passed and left.
        var passed: Int64 = 0
    }

    private struct State {
        var counts: [RetainedTable: Int64] = [:]
        var walk = Walk()
    }

    private let state = Mutex(State())

    /// The number of rows; nil until they were counted.
    subscript(_ table: RetainedTable) -> Int64? {
        state.withLock { $0.counts[table] }
    }

    func set(_ table: RetainedTable, _ count: Int64) {
        state.withLock { $0.counts[table] = count }
    }

    /// Counts a row that was added.
    func add(_ table: RetainedTable) {
        state.withLock { state in
            if let count = state.counts[table] { state.counts[table] = count + 1 }
        }
    }

    /// Whether a table has as many rows as it may have; false until they were counted.
    func isFull(_ table: RetainedTable, at most: Int64) -> Bool {
        (self[table] ?? 0) >= most
    }

    /// Where the walk is; `set` replaces it.
    var walk: Walk {
        get { state.withLock(\.walk) }
        set { state.withLock { $0.walk = newValue } }
    }
}
