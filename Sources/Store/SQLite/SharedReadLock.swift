import Foundation
import Synchronization

/// Keeps SQLite's read lock while look-ups are frequent.
///
/// A look-up locks a byte of the log's index and unlocks it again: two calls of the kernel, a third of its
/// time. Where another connection of the same process holds that byte, SQLite only counts; so one holds it,
/// some milliseconds at a time. Every look-up still sees the newest commit.
///
/// A reader that stays may keep the log from beginning anew. So nothing is held while anybody writes, nor
/// before all that was written has left the log: whoever reads then is in no writer's way.
final class SharedReadLock: Sendable {
    /// Look-ups ever made, and whether the thread was asked for.
    private final class Traffic: Sendable {
        let lookUps = Atomic<Int>(0)
        let isHeavy = Atomic<Bool>(false)
    }

    private let traffic = Traffic()
    private let calls: WorkQueue<Void>

    /// So many look-ups call the thread.
    private static let many = 256
    /// It stays while there are so many in the time of one hold, which costs as much as ten of them save.
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

    /// Returns, some milliseconds later, when nothing is held any more.
    func close() {
        calls.close()
        calls.waitForEnd()
    }
}

/// What the holder's thread does.
private struct ReadLock {
    private var connection: Connection?
    /// Counts the commits of others.
    private var version: Int64?
    private var lastChange = ContinuousClock.now
    /// Whether all that was written has left the log.
    private var isLogMoved = false

    /// Seconds.
    private static let holding = 0.01
    /// Without a commit for so long, nobody is writing.
    private static let quiet = Duration.seconds(1)

    private static let currentVersion = PreparedSQL("PRAGMA data_version")
    private static let moveLog = PreparedSQL("PRAGMA wal_checkpoint(PASSIVE)")

    /// Holds the lock whenever that may be, while `isWorthwhile`.
    mutating func hold(opening open: () throws -> Connection, while isWorthwhile: () -> Bool) {
        repeat {
            do {
                let connection = try self.connection ?? open()
                self.connection = connection
                try holdOnce(connection)
            } catch {
                // Without it everything goes on, only slower; so there is no setAnswerTimeout to try again.
                close()
                Thread.sleep(forTimeInterval: 0.25)
            }
        } while isWorthwhile()
    }

    private mutating func holdOnce(_ connection: Connection) throws {
        let seen = try connection.reading { connection in
            let seen = try connection.first(Self.currentVersion, []) { try $0.int(0) }
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
            try connection.execute(Self.moveLog, [])
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
