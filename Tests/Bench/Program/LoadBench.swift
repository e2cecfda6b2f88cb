import Foundation
import KeyFiles
import Persian
import Registry
import Store
import Synchronization
import VerifyCore

/// The register under the load of many clients on any database; several programs can run at the same time.
struct LoadBench {
    let clients: Int
    let seconds: Double
    private let registry: Registry
    private let now = Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))

    init(database: String, keys: String, clients: Int, seconds: Double) throws {
        self.clients = clients
        self.seconds = seconds
        registry = Registry(
            database: try Database(DatabaseLocation(parsing: database)),
            keyring: LiveKeyring(try KeyDirectory(path: keys, kek: .inDirectory).load()),
            host: "sehat.example.ir"
        )
    }

    /// Verifications of genuine codes, taken at random from a results file.
    func lookUps(results: String) async throws {
        let codes = try RegisterBench.codes(in: results)
        try await run { _ in
            let code = codes[Int.random(in: 0..<codes.count)]
            let answer = try await registry.answer(Question(.code(code)), from: .visitor, at: now)
            guard answer.verdict == .valid else { throw BenchError.wrongAnswer("look-up") }
        }
    }

    /// Single issues for people whose numbers begin at `first`; programs that run at the same time need distant ones.
    func issues(institution: String, first: Int) async throws {
        let number = Atomic<Int>(first)
        try await run { _ in
            let next = number.add(1, ordering: .relaxed).oldValue
            _ = try await registry.issue(
                RegisterBench.graduate(next, at: institution),
                by: .saorg(name: "bench"),
                at: now
            )
        }
    }

    /// Runs `work` on every client until the time is over; prints operations a second.
    private func run(_ work: @escaping @Sendable (Int) async throws -> Void) async throws {
        let clock = ContinuousClock()
        for client in 0..<clients { try await work(client) }
        let began = clock.now
        let end = began.advanced(by: .seconds(seconds))
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var count = 0
                    while clock.now < end {
                        try await work(client)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        print("{\"per_second\":\(Double(done) / ((clock.now - began) / .seconds(1)))}")
    }
}
