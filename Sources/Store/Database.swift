import Dispatch
import Synchronization

/// A database: transactions in, values out.
///
/// What `write` has returned is on disk. Callers of every method suspend; whatever may block runs on
/// threads of the engine. Closures get a `Connection` that lives no longer than they do.
package final class Database: Sendable {
    /// What an operator may want otherwise.
    package struct Options: Sendable {
        /// How long to wait for another process's write transaction, in milliseconds.
        package var busyMilliseconds = 10_000
        /// Connections to PostgreSQL for reading, and as many for writing.
        package var connections = 16
        /// How long a transaction that met another one, or lost its server, is tried again.
        package var patience = Duration.seconds(15)
        /// How long a server may owe the answer to one statement of `read` and `write`.
        ///
        /// Then its connection counts as lost; `lookUp` waits no longer than `patience`. Long enough for what
        /// touches a million rows at once, as the end of a trial does.
        package var longestAnswer = Duration.seconds(120)
        /// Whether a PostgreSQL that only follows the primary will do; nothing can be written there.
        package var takesStandby = false
        /// Whether a missing SQLite file is made, and an empty PostgreSQL database taken.
        package var creates = true

        /// The defaults.
        package init() {}
    }

    private let engine: any Engine
    private let pool: ReaderPool
    private let reads: WorkQueue<ReadJob>
    private let pointReads: WorkQueue<PointRead>
    private let writes: WorkQueue<WriteJob>

    /// Opens the database, making the file if it is missing and `options` allow it.
    package convenience init(_ location: DatabaseLocation, options: Options = Options()) throws {
        try self.init(location.engine(with: options), options: options)
    }

    /// Opens the database of an engine.
    init(_ engine: any Engine, options: Options = Options()) throws {
        self.engine = engine
        self.pool = ReaderPool(engine, longestAnswer: options.longestAnswer)
        // So that what is wrong is said here.
        try engine.prepareToOpen()
        self.reads = WorkQueue(name: "store.read", threads: engine.readers) { queue in
            while let job = queue.take(1).first {
                guard let error = job.read() as? StoreError, case .unreachable = error else {
                    continue
                }
                // Nor is there any use in trying for those who have waited as long.
                for job in queue.takeWaiting(while: { $0.isOverdue }) {
                    job.refuse(error)
                }
            }
        }
        self.pointReads = WorkQueue(name: "store.point-read", threads: engine.pointReadThreads) {
            [pool] queue in
            PipelinedReads(queue, pool, patience: engine.patience).run()
        }
        self.writes = WorkQueue(name: "store.write", threads: engine.writers.count) { queue in
            GroupCommit(queue, engine, longestAnswer: options.longestAnswer).run()
        }
    }

    deinit {
        // Without waiting: the last reference may be dropped by a body, on the very thread to wait for.
        writes.close()
        reads.close()
        pointReads.close()
        pool.close()
        engine.close()
    }

    /// Runs `body` on one snapshot, on a thread of the engine.
    ///
    /// A write in it throws `.readOnly`.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        let (pool, deadline) = (pool, engine.deadline)
        return try await onThread(until: deadline) {
            try pool.retrying(until: deadline) { try $0.reading(body) }
        }
    }

    /// Runs `body` in a transaction and returns when that is durable.
    ///
    /// Many callers share one commit; an error of `body` undoes only what `body` did. `body` may be run
    /// more than once when the transaction around it is lost, so it has no effects but on the database.
    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = WriteJob(deadline: engine.deadline) { connection in
                let outcome = Result { try body(connection) }
                return WriteJob.Attempt(failure: outcome.failure) { error in
                    continuation.resume(with: error.map(Result.failure) ?? outcome)
                }
            } refuse: { error in
                continuation.resume(throwing: error)
            }
            if !writes.add(job) {
                job.refuse(StoreError.closed)
            }
        }
    }

    /// Looks up one or two rows by key, with SQLite on the caller's own thread.
    ///
    /// That takes microseconds; whatever may take longer is a `read`. Each statement sees its own
    /// snapshot. What the body will ask first may be told by `ahead`, in the order of asking: many callers'
    /// questions then go to a server in one message.
    package func lookUp<T: Sendable>(
        ahead: @autoclosure () -> [BoundSQL] = [],
        _ body: @escaping @Sendable (Connection) throws -> T
    ) async throws -> T {
        guard engine.pointReadThreads > 0 else {
            engine.lookedUp()
            return try pool.withConnection(body)
        }
        let ahead = ahead()
        return try await withCheckedThrowingContinuation { continuation in
            let read = PointRead(ahead: ahead, deadline: engine.deadline) { connection in
                let outcome = Result { try body(connection) }
                if let error = outcome.failure as? StoreError, error.isRetryable {
                    throw error
                }
                continuation.resume(with: outcome)
            } refuse: { error in
                continuation.resume(throwing: error)
            }
            if !pointReads.add(read) {
                read.refuse(StoreError.closed)
            }
        }
    }

    /// Waits for what was begun, then closes.
    ///
    /// Later calls throw `.closed`.
    package func close() {
        writes.close()
        reads.close()
        pointReads.close()
        writes.waitForEnd()
        reads.waitForEnd()
        pointReads.waitForEnd()
        pool.close()
        engine.close()
    }

    private func onThread<T: Sendable>(
        until deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable () throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = ReadJob(deadline: deadline) {
                let outcome = Result { try body() }
                continuation.resume(with: outcome)
                return outcome.failure
            } refuse: { error in
                continuation.resume(throwing: error)
            }
            if !reads.add(job) {
                job.refuse(StoreError.closed)
            }
        }
    }
}

/// One caller's wish for a thread of the engine.
private struct ReadJob: Sendable {
    /// Until when it is tried again; nil for what takes as long as it takes.
    let deadline: ContinuousClock.Instant?
    /// Runs it and answers the caller; returns what it threw.
    let read: @Sendable () -> (any Error)?
    /// Answers a caller whose turn did not come.
    let refuse: @Sendable (any Error) -> Void

    var isOverdue: Bool { deadline.map { $0 < .now } ?? false }
}

extension Database {
    /// Runs the migrations that have not been run yet; returns those it ran.
    @discardableResult
    package func migrate(_ migrations: [Migration]) async throws -> [Migration] {
        let engine = engine
        return try await onThread { try engine.migrate(migrations) }
    }

    /// Copies every row into a database that is migrated as this one is, and empty; all or nothing.
    ///
    /// What is written here meanwhile is not in the copy. `progress` hears of the rows done and of all
    /// there are.
    package func copy(
        to target: Database,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) async throws -> [CopiedTable] {
        let (source, target) = (engine, target.engine)
        return try await onThread {
            let from = Connection(try source.open(.reader))
            defer { from.close() }
            let to = Connection(try target.open(.writer))
            defer { to.close() }
            return try from.reading { from in
                try to.writing { to in
                    try Copy(source: source, target: target, from: from, to: to, progress: progress)
                        .run()
                }
            }
        }
    }

    /// Copies the database, while it is in use, to a file that must not be there.
    package func backup(to path: String) async throws {
        let engine = engine
        try await onThread { try engine.backup(to: path) }
    }

    /// What is wrong with the file and its references, a sentence each; nothing when all is well.
    package func check() async throws -> [String] {
        let engine = engine
        return try await onThread { try engine.check() }
    }

    /// Puts a backup in the place of a database that nobody has open.
    ///
    /// A database that is there already is refused (`.exists`), unless `replacing`; then it is kept
    /// beside the new one as `PATH.replaced`. The backup is checked first.
    package static func restore(
        from backup: String,
        to location: DatabaseLocation,
        replacing: Bool = false
    ) throws {
        try location.engine(with: Options()).restore(from: backup, replacing: replacing)
    }
}

extension DatabaseLocation {
    func engine(with options: Database.Options) -> any Engine {
        switch engine {
        case .sqlite(let path, let synchronous):
            SQLiteEngine(path: path, synchronous: synchronous, options: options)
        #if PostgreSQL
        case .postgreSQL(let address, let passwordFile):
            PostgreSQLEngine(address: address, passwordFile: passwordFile, options: options)
        #endif
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        switch self {
        case .success: nil
        case .failure(let error): error
        }
    }
}
