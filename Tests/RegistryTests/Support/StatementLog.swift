import Store
import Synchronization
import TestDatabases

/// The statements that the sessions of a database ran, in their order.
final class StatementLog: Sendable {
    /// One run of a statement.
    struct Run: Hashable, Sendable {
        let role: StatementRole
        let text: String
    }

    private let runs = Mutex<[Run]>([])

    var all: [Run] { runs.withLock { $0 } }

    func add(_ run: Run) {
        runs.withLock { $0.append(run) }
    }

    /// Returns what was run since the last call.
    func take() -> [Run] {
        runs.withLock { runs in
            defer { runs = [] }
            return runs
        }
    }

    /// How many runs of a role read the row of a degree.
    func degreeReads(_ role: StatementRole = .reader) -> Int {
        runs.withLock { $0.count { $0.role == role && $0.text.contains("FROM degree AS d") } }
    }
}
