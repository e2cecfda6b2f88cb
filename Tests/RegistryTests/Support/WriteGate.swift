import Dispatch
import Persian
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Registry
@testable import Store

/// A write transaction of another process that is held open, so that a test decides when it commits.
final class WriteGate: Sendable {
    private let entered = Atomic<Bool>(false)
    private let release = DispatchSemaphore(value: 0)

    /// Runs `body` while a transaction that wrote `wrong` attempts at an address is open and not committed.
    ///
    /// Until then each other transaction that writes the address waits, on both engines.
    static func hold<T: Sendable>(
        _ register: TestRegister,
        adding wrong: Int64,
        to budget: Attempts.Budget,
        at address: Int64,
        while body: (WriteGate) async throws -> T
    ) async throws -> T {
        let gate = WriteGate()
        let database = try Database(register.place.location)
        defer { database.close() }
        async let held: Void = database.write { connection in
            try Attempts.add(
                wrong,
                to: budget,
                at: address,
                on: TestRegister.now.tehranDay,
                in: connection
            )
            gate.enter()
        }
        try await eventually { gate.isEntered }
        let outcome: Result<T, any Error>
        do {
            outcome = .success(try await body(gate))
        } catch {
            outcome = .failure(error)
        }
        gate.open()
        try await held
        return try outcome.get()
    }

    /// Lets the transaction commit.
    func open() {
        release.signal()
    }

    /// Whether the transaction has written and waits.
    var isEntered: Bool { entered.load(ordering: .sequentiallyConsistent) }

    /// Waits, on a thread of an engine, until the gate is opened.
    func enter() {
        entered.store(true, ordering: .sequentiallyConsistent)
        release.wait()
    }
}

/// Waits until a condition holds, at most for half a minute; what follows then fails by itself.
func eventually(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !condition(), ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(5))
    }
}

extension Database.Options {
    /// Waits for a gate as long as a busy machine needs.
    static let patient: Self = {
        var options = Self()
        options.busyMilliseconds = 50_000
        options.patience = .seconds(50)
        return options
    }()
}

extension TestRegister {
    /// Another daemon's register at the same database, with its own memory of attempts.
    func otherDaemon(_ database: Database) -> Registry {
        Registry(
            database: database,
            keyring: keyring,
            host: registry.host,
            observer: registry.observer
        )
    }

    /// A second set of connections, and the statements that they run.
    func recorded(
        options: Database.Options = .patient
    ) throws -> (database: Database, log: StatementLog) {
        try Database.recorded(at: place.location, options: options)
    }

    /// Sets the wrong attempts of both budgets at an address.
    func setAttempts(_ count: Int64, at address: Int64) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM attempt WHERE address = \(address)")
            if count > 0 {
                try connection.execute(
                    """
                    INSERT INTO attempt (address, day, wrong_tags, wrong_data)
                    VALUES (\(address), \(Self.now.tehranDay), \(count), \(count))
                    """
                )
            }
        }
    }

    /// The wrong attempts at an address.
    func attempts(at address: Int64) async throws -> Attempts {
        try await database.read { connection in
            try Attempts.read(at: address, on: Self.now.tehranDay, in: connection)
        }
    }
}
