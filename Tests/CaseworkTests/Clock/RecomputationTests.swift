import Dispatch
import Persian
import Store
import Synchronization
import TestDatabases
import Testing

@testable import Casework

struct RecomputationTests {
    private static let cases = 300
    /// A move that comes at the beginning must not wait for more cases than these.
    private static let most = 200

    @Test(arguments: TestEngine.allCases)
    func `a move waits behind a few transactions, however many due times are computed`(
        _ engine: TestEngine
    ) async throws {
        try await TestCalendar.with(engine) { test in
            let (clocks, database) = (test.clocks, test.database)
            let states = ClockStates(running: [try .office()])
            try await database.write { connection in
                for number in 1...Self.cases {
                    let id = "c\(number)"
                    let start = TestCalendar.start
                    try clocks.enter(states, of: id, sequence: 1, at: start, in: connection)
                }
            }
            try await test.load({ .fact($0, .closed) }, on: "1405/09/09")
            let move = MoveInBetween(database)
            let recomputation = ClockRecomputation(clocks) { _, _ in
                move.begin()
                return nil
            } failed: { id, _ in
                test.failures.add(id)
            }
            let count = try await recomputation.run { TestCalendar.start }
            #expect(count == Self.cases && test.failures.all.isEmpty)
            let before = try await move.computedBefore()
            #expect(before < Self.most, "\(before) due times came first")
        }
    }
}

/// A write that begins when the first due time is computed.
private final class MoveInBetween: Sendable {
    private let database: Database
    private let computed = Atomic<Int>(0)
    private let task = Mutex<Task<Int, any Error>?>(nil)

    init(_ database: Database) { self.database = database }

    /// Counts a due time; with the first one the write begins.
    func begin() {
        guard computed.add(1, ordering: .relaxed).oldValue == 0 else { return }
        let begun = DispatchSemaphore(value: 0)
        let write = Task.detached { [self] in
            begun.signal()
            return try await database.write { [self] _ in computed.load(ordering: .relaxed) }
        }
        task.withLock { $0 = write }
        begun.wait()
    }

    /// Waits for the write; returns how many due times were computed before it.
    func computedBefore() async throws -> Int {
        try await #require(task.withLock { $0 }).value
    }
}
