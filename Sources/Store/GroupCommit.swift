import Foundation

/// One caller's request to write.
struct WriteJob: Sendable {
    /// When it is no longer retried.
    let deadline: ContinuousClock.Instant
    /// Runs the body once; it may run again when the transaction around it was lost.
    let attempt: @Sendable (Connection) -> Attempt
    /// Resumes the caller with an error, without the body's outcome.
    let fail: @Sendable (any Error) -> Void

    /// A body that has run and whose caller still waits for the commit.
    struct Attempt: Sendable {
        let failure: (any Error)?
        /// Resumes the caller: with the body's own outcome, or with the error of the commit.
        let settle: @Sendable ((any Error)?) -> Void
    }
}

/// The loop of a writer's thread: many bodies, one commit (`docs/decisions/0005-many-callers-one-commit.md`).
///
/// A commit costs a flush of the disk, however many callers share it. A body's failure undoes its own rows only, and
/// no caller is resumed with success before the commit is durable.
///
/// A savepoint around each body would cost as much as a row. Most bodies that fail have written nothing, so
/// there is nothing to undo; when one has, all of them run again, each in its savepoint.
struct GroupCommit {
    private let queue: WorkQueue<WriteJob>
    private let writer: Writer
    /// Bodies that may share a commit.
    private let batch: Int

    /// A transaction takes in jobs that arrive while it runs, but not for longer than this.
    private static let longest = Duration.milliseconds(20)
    /// How often, and for how many seconds, a writer with work without end lets another process write: that one
    /// requests SQLite's lock every millisecond or two.
    private static let yield = (every: Duration.milliseconds(250), pause: 0.004)

    init(_ queue: WorkQueue<WriteJob>, _ engine: any Engine, longestAnswer: Duration) {
        self.queue = queue
        self.writer = Writer(engine, longestAnswer: longestAnswer)
        self.batch = engine.writers.batch
    }

    func run() {
        defer { writer.close() }
        var lastPause = ContinuousClock.now
        while true {
            var jobs = queue.takeWaiting(batch)
            if jobs.isEmpty {
                jobs = queue.take(batch)
                lastPause = .now
            }
            if jobs.isEmpty {
                return
            }
            commit(jobs)
            if ContinuousClock.now - lastPause > Self.yield.every {
                Thread.sleep(forTimeInterval: Self.yield.pause)
                lastPause = .now
            }
        }
    }

    /// How the bodies of a group are kept from undoing each other's rows.
    private enum Isolation {
        /// One transaction, without savepoints: a body that fails after it wrote undoes all of them.
        case none
        /// One transaction, each body in a savepoint: only an error of the commit undoes all of them.
        case savepoints
        /// A transaction for each body.
        case transactions
    }

    private func commit(_ jobs: [WriteJob]) {
        var waiting = jobs
        var isolation = Isolation.none
        var retry = Retry(until: jobs[0].deadline)
        while !waiting.isEmpty {
            let taken = isolation == .transactions ? [waiting[0]] : waiting
            waiting.removeFirst(taken.count)
            switch transaction(of: taken, isolation) {
            case .settled:
                retry = Retry(until: waiting.first?.deadline ?? .now)
            case .again(let left, let stricter):
                waiting = left + waiting
                isolation = stricter
            case .retryable(let error, let left):
                waiting = left + waiting
                if !retry.pause() {
                    waiting.removeFirst().fail(error)
                    failOverdue(error)
                    retry = Retry(until: waiting.first?.deadline ?? .now)
                }
            }
        }
    }

    /// Fails the jobs that have waited as long for an unreachable server, instead of an attempt of five seconds for
    /// each.
    private func failOverdue(_ error: StoreError) {
        guard case .unreachable = error else { return }
        for job in queue.takeWaiting(while: { $0.deadline < .now }) {
            job.fail(error)
        }
    }

    /// The outcome of a transaction: which of its jobs are not settled.
    private enum Outcome {
        case settled
        /// One failed and undid the others; they run again, isolated more strictly.
        case again([WriteJob], Isolation)
        /// It conflicted with another transaction, or lost its server.
        case retryable(StoreError, [WriteJob])
    }

    private func transaction(of jobs: [WriteJob], _ isolation: Isolation) -> Outcome {
        let start = ContinuousClock.now
        let connection: Connection
        do {
            connection = try writer.begin()
        } catch  where error.isRetryable {
            return .retryable(error, jobs)
        } catch {
            for job in jobs {
                job.fail(error)
            }
            return .settled
        }
        var jobs = jobs
        var attempts: [WriteJob.Attempt] = []
        while attempts.count < jobs.count {
            let before = connection.session.changes
            // There is nothing before the first to be kept.
            let attempt = attempt(
                jobs[attempts.count],
                in: connection,
                isFirst: attempts.isEmpty,
                isolation
            )
            if let error = attempt.failure as? StoreError, error.isRetryable {
                connection.session.abandon()
                return .retryable(error, jobs)
            }
            guard connection.session.isInTransaction else {
                connection.session.abandon()
                attempt.settle(attempt.failure ?? StoreError.io("the transaction was lost"))
                jobs.remove(at: attempts.count)
                return .again(jobs, isolation)
            }
            if isolation == .none, attempt.failure != nil, connection.session.changes != before {
                connection.session.abandon()
                return .again(jobs, .savepoints)
            }
            attempts.append(attempt)
            if isolation != .transactions, attempts.count == jobs.count, attempts.count < batch,
                ContinuousClock.now - start < Self.longest
            {
                jobs += queue.takeWaiting(batch - attempts.count)
            }
        }
        return finish(jobs, attempts, in: connection)
    }

    private func finish(
        _ jobs: [WriteJob],
        _ attempts: [WriteJob.Attempt],
        in connection: Connection
    ) -> Outcome {
        do {
            try connection.session.commit()
        } catch  where error.isRetryable {
            connection.session.abandon()
            return .retryable(error, jobs)
        } catch .constraint where attempts.count > 1 {
            // A deferred foreign key of one of them, and it is unknown which.
            connection.session.abandon()
            return .again(jobs, .transactions)
        } catch {
            connection.session.abandon()
            for attempt in attempts {
                attempt.settle(error)
            }
            return .settled
        }
        for attempt in attempts {
            attempt.settle(nil)
        }
        return .settled
    }

    private func attempt(
        _ job: WriteJob,
        in connection: Connection,
        isFirst: Bool,
        _ isolation: Isolation
    ) -> WriteJob.Attempt {
        if isFirst || isolation == .none {
            let attempt = job.attempt(connection)
            if isFirst, attempt.failure != nil {
                connection.session.abandon()
            }
            return attempt
        }
        do {
            try connection.beginBody()
            let attempt = job.attempt(connection)
            if connection.session.isInTransaction {
                try connection.endBody(keeping: attempt.failure == nil)
            }
            return attempt
        } catch {
            // The savepoint itself failed: nothing of this transaction may remain.
            connection.session.abandon()
            return WriteJob.Attempt(failure: error) { _ in job.fail(error) }
        }
    }
}
