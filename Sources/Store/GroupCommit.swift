import Foundation

/// One caller's wish to write.
struct WriteJob: Sendable {
    /// Until when it is tried again.
    let deadline: ContinuousClock.Instant
    /// Runs the body once; it may be run again when the transaction around it was lost.
    let attempt: @Sendable (Connection) -> Attempt
    /// Answers a job whose body could not be run.
    let refuse: @Sendable (any Error) -> Void

    /// A body that has run, and whose caller still waits for the commit.
    struct Attempt: Sendable {
        let failure: (any Error)?
        /// Answers the caller: with the body's own outcome, or with why the commit failed.
        let settle: @Sendable ((any Error)?) -> Void
    }
}

/// The life of a writer's thread: many bodies, one commit.
///
/// A commit costs a flush of the disk, whoever shares it. A body's failure undoes its own rows only, and no
/// caller hears of success before the commit is durable.
///
/// A savepoint around each body would cost as much as a row. Most bodies that fail have written nothing, so
/// there is nothing to undo; when one has, all of them run again, each in its savepoint.
struct GroupCommit {
    private let queue: WorkQueue<WriteJob>
    private let writer: Writer
    /// Bodies that may share a commit.
    private let batch: Int

    /// A transaction takes in what arrives meanwhile, but not for longer than this.
    private static let longest = Duration.milliseconds(20)
    /// How often another process is let in, and for how long, when there is no end of work here: it
    /// asks for SQLite's lock every millisecond or two.
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

    /// How much the bodies of a transaction are trusted not to spoil it for the others.
    private enum Trust {
        /// Not to fail once they have written.
        case full
        /// Not to fail at the commit.
        case savepoints
        case none
    }

    private func commit(_ jobs: [WriteJob]) {
        var waiting = jobs
        var trust = Trust.full
        var retry = Retry(until: jobs[0].deadline)
        while !waiting.isEmpty {
            let taken = trust == .none ? [waiting[0]] : waiting
            waiting.removeFirst(taken.count)
            switch transaction(of: taken, trust) {
            case .settled:
                retry = Retry(until: waiting.first?.deadline ?? .now)
            case .again(let left, let less):
                waiting = left + waiting
                trust = less
            case .passing(let error, let left):
                waiting = left + waiting
                if !retry.pause() {
                    waiting.removeFirst().refuse(error)
                    refuseOverdue(error)
                    retry = Retry(until: waiting.first?.deadline ?? .now)
                }
            }
        }
    }

    /// A server that is away is not tried again, five seconds each, for those who have waited as long.
    private func refuseOverdue(_ error: StoreError) {
        guard case .unreachable = error else { return }
        for job in queue.takeWaiting(while: { $0.deadline < .now }) {
            job.refuse(error)
        }
    }

    /// What became of a transaction: which of its jobs are not settled.
    private enum Outcome {
        case settled
        /// One failed and took the others with it; they try again, trusted less.
        case again([WriteJob], Trust)
        /// It met another transaction, or lost its server.
        case passing(StoreError, [WriteJob])
    }

    private func transaction(of jobs: [WriteJob], _ trust: Trust) -> Outcome {
        let start = ContinuousClock.now
        let connection: Connection
        do {
            connection = try writer.begin()
        } catch  where error.isRetryable {
            return .passing(error, jobs)
        } catch {
            for job in jobs {
                job.refuse(error)
            }
            return .settled
        }
        var jobs = jobs
        var attempts: [WriteJob.Attempt] = []
        while attempts.count < jobs.count {
            let before = connection.session.changes
            // The first has nothing before it to be kept.
            let attempt = attempt(
                jobs[attempts.count],
                in: connection,
                isFirst: attempts.isEmpty,
                trust
            )
            if let error = attempt.failure as? StoreError, error.isRetryable {
                connection.session.abandon()
                return .passing(error, jobs)
            }
            guard connection.session.isInTransaction else {
                connection.session.abandon()
                attempt.settle(attempt.failure ?? StoreError.io("the transaction was lost"))
                jobs.remove(at: attempts.count)
                return .again(jobs, trust)
            }
            if trust == .full, attempt.failure != nil, connection.session.changes != before {
                connection.session.abandon()
                return .again(jobs, .savepoints)
            }
            attempts.append(attempt)
            if trust != .none, attempts.count == jobs.count, attempts.count < batch,
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
            return .passing(error, jobs)
        } catch .constraint where attempts.count > 1 {
            // A deferred foreign key of one of them, and it is not known whose.
            connection.session.abandon()
            return .again(jobs, .none)
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
        _ trust: Trust
    ) -> WriteJob.Attempt {
        if isFirst || trust == .full {
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
            // The savepoint itself failed: nothing of this transaction may stay.
            connection.session.abandon()
            return WriteJob.Attempt(failure: error) { _ in job.refuse(error) }
        }
    }
}
