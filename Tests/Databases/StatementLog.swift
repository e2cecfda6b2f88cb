package import Store
import Synchronization

/// The statements that the sessions of a database ran, in their order.
package final class StatementLog: Sendable {
    /// One run of a statement.
    package struct Run: Hashable, Sendable {
        package let role: StatementRole
        package let text: String

        /// The words that name what the statement does and to which tables: `SELECT FROM person`.
        package var action: String {
            let words = text.split { !$0.isLetter && $0 != "_" }.map(String.init)
            let tables = zip(words, words.dropFirst()).filter {
                ["FROM", "INTO", "UPDATE", "JOIN"].contains($0.0)
            }
            return ([words.first ?? ""] + Set(tables.map(\.1)).sorted()).joined(separator: " ")
        }
    }

    private let runs = Mutex<[Run]>([])

    package init() {}

    package var all: [Run] { runs.withLock { $0 } }

    package func add(_ run: Run) {
        runs.withLock { $0.append(run) }
    }

    /// Returns what was run since the last call.
    package func take() -> [Run] {
        runs.withLock { runs in
            defer { runs = [] }
            return runs
        }
    }

    /// How many runs of a role read the row of a degree.
    package func degreeReads(_ role: StatementRole = .reader) -> Int {
        runs.withLock { $0.count { $0.role == role && $0.text.contains("FROM degree AS d") } }
    }
}

extension Database {
    /// Opens a database whose statements are added to a log.
    package static func recorded(
        at location: DatabaseLocation,
        options: Options = Options()
    ) throws -> (database: Database, log: StatementLog) {
        let log = StatementLog()
        let database = try intercepted(at: location, options: options) { role, text in
            log.add(StatementLog.Run(role: role, text: text))
            return nil
        }
        return (database, log)
    }
}
