import Foundation
import Synchronization

/// Holds SQLite's read lock while look-ups are frequent (`docs/decisions/0034-shared-read-lock.md`).
///
/// A look-up locks a byte of the log's index and unlocks it again: two system calls, a third of its time. While another
/// connection of the same process holds that byte, SQLite only counts; so one connection holds it, some milliseconds
/// at a time. Every look-up still sees the newest commit.
///
/// A reader that stays may prevent SQLite from starting the log again. So nothing is held while a program writes, nor
/// before everything that was written has left the log: from then on a reader delays no writer.
final class SharedReadLock: Sendable {
    /// Look-ups since the last hold, and whether the thread has been requested.
    private final class Traffic: Sendable {
        let lookUps = Atomic<Int>(0)
        let isHeavy = Atomic<Bool>(false)
    }

    private let traffic = Traffic()
    private let calls: WorkQueue<Void>

    /// The number of look-ups that starts the thread.
    private static let many = 256
    /// The number of look-ups in the time of one hold that keeps it running; a hold costs what ten of them save.
    private static let enough = 32

    init(opening open: @escaping @Sendable () throws -> Connection) {
        calls = WorkQueue(name: "store.lock", threads: 1) { [traffic] queue in
            var lock = ReadLock()
            while !queue.take(1).isEmpty {
                lock.hold(opening: open) {
                    let before = traffic.lookUps.exchange(0, ordering: .relaxed)
                    return before >= Self.enough
                }
                traffic.isHeavy.store(false, ordering: .relaxed)
            }
            lock.close()
        }
    }

    /// Counts a look-up.
    func lookedUp() {
        let count = traffic.lookUps.wrappingAdd(1, ordering: .relaxed).newValue
        if count == Self.many, !traffic.isHeavy.exchange(true, ordering: .relaxed) {
            _ = calls.add(())
        }
    }

    /// Returns when the lock is released, some milliseconds later.
    func close() {
        calls.close()
        calls.waitForEnd()
    }
}

/// The lock itself, on its own thread.
private struct ReadLock {
    private var connection: Connection?
    /// SQLite's number of the last commit by another connection.
    private var version: Int64?
    private var lastChange = ContinuousClock.now
    /// Whether everything that was written has left the log.
    private var isLogMoved = false

    /// Seconds.
    private static let holding = 0.01
    /// After this time without a commit, no program is writing.
    private static let quiet = Duration.seconds(1)

    /// Holds the lock whenever that delays no writer, while `isWorthwhile` returns true.
    mutating func hold(opening open: () throws -> Connection, while isWorthwhile: () -> Bool) {
        repeat {
            do {
                let connection = try self.connection ?? open()
                self.connection = connection
                try holdOnce(connection)
            } catch {
                // Look-ups work without the lock, only slower; so the next attempt has time.
                close()
                Thread.sleep(forTimeInterval: 0.25)
            }
        } while isWorthwhile()
    }

    private mutating func holdOnce(_ connection: Connection) throws {
        let seen = try connection.reading { connection in
            let seen = try connection.first("PRAGMA data_version") { try $0.int(0) }
            if isLogMoved, seen == version {
                Thread.sleep(forTimeInterval: Self.holding)
            }
            return seen
        }
        if seen != version {
            version = seen
            lastChange = .now
            isLogMoved = false
        }
        guard !isLogMoved else { return }
        if ContinuousClock.now - lastChange > Self.quiet {
            try connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            isLogMoved = true
        } else {
            Thread.sleep(forTimeInterval: Self.holding)
        }
    }

    mutating func close() {
        connection?.close()
        connection = nil
        version = nil
        isLogMoved = false
    }
}
