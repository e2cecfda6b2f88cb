import Dispatch
import Synchronization

/// A database: transactions in, values out.
///
/// What `write` has returned is on disk. Callers of every method suspend; calls that may block run on threads of the
/// engine. Closures receive a `Connection` that is valid only inside them.
package final class Database: Sendable {
    let engine: any Engine
    private let pool: ReaderPool
    private let reads: WorkQueue<ReadJob>
    private let pointReads: WorkQueue<PointRead>
    private let writes: WorkQueue<WriteJob>

    /// Whether it is a register of a version that did not mark its databases; `migrate` marks it.
    package let isUnmarked: Bool

    /// How many transactions are written at the same time; 1 on SQLite.
    package var writers: Int { engine.writers.count }

    /// Opens the database, making the file if it is missing and `options` allow it.
    ///
    /// - Throws: Among others `StoreError.foreign` for a database of another program, which is left as it is, and
    ///   `.empty` and `.unprepared` as `Options` has it.
    package convenience init(_ location: DatabaseLocation, options: Options = Options()) throws {
        try self.init(location.engine(with: options), options: options)
    }

    /// Opens the database of an engine.
    init(_ engine: any Engine, options: Options = Options()) throws {
        self.engine = engine
        self.pool = ReaderPool(engine, longestAnswer: options.longestAnswer)
        // So that this call reports what is wrong, not the first transaction.
        self.isUnmarked = try engine.prepareToOpen() == .unmarked
        self.reads = WorkQueue(name: "store.read", threads: engine.readers) { queue in
            ReadJob.run(from: queue)
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
        // Without waiting: a body may drop the last reference, on the very thread to wait for.
        writes.close()
        reads.close()
        pointReads.close()
        pool.close()
        engine.close()
    }

    /// Runs `body` on one snapshot, on a thread of the engine.
    ///
    /// - Throws: What `body` throws; `StoreError.readOnly` when it writes.
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
    /// Many callers share one commit; an error of `body` undoes only what `body` did.
    ///
    /// `body` may run more than once when the transaction around it is lost, so it must have no effects except on the
    /// database.
    ///
    /// - Throws: What `body` throws; `StoreError.io` when it is unknown whether the commit was done.
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
            } fail: { error in
                continuation.resume(throwing: error)
            }
            if !writes.add(job) {
                job.fail(StoreError.closed)
            }
        }
    }

    /// Looks up one or two rows by key, with SQLite on the caller's own thread.
    ///
    /// That takes microseconds; what may take longer is a `read`. Each statement sees its own snapshot.
    ///
    /// `ahead` names the statements that `body` runs first, in their order: those of many callers are then sent to a
    /// server in one message.
    package func lookUp<T: Sendable>(
        ahead: @autoclosure () -> [SQL] = [],
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
            } fail: { error in
                continuation.resume(throwing: error)
            }
            if !pointReads.add(read) {
                read.fail(StoreError.closed)
            }
        }
    }

    /// Waits for the transactions that have begun, then closes.
    ///
    /// Later calls throw `StoreError.closed`.
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

    /// Runs `body` on a thread of the engine.
    func onThread<T: Sendable>(
        until deadline: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable () throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = ReadJob(deadline: deadline) {
                let outcome = Result { try body() }
                continuation.resume(with: outcome)
                return outcome.failure
            } fail: { error in
                continuation.resume(throwing: error)
            }
            if !reads.add(job) {
                job.fail(StoreError.closed)
            }
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
