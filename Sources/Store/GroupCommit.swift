import Foundation

/// One caller's wish to write.
struct WriteJob: Sendable {
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
/// A commit costs a flush of the disk, whoever shares it. Each body runs in a savepoint, so its failure
/// undoes its own rows only, and no caller hears of success before the commit is durable.
struct GroupCommit {
    let queue: WorkQueue<WriteJob>
    let connection: Connection
    /// Bodies that may share a commit.
    let batch: Int

    /// A transaction takes in what arrives meanwhile, but not for longer than this.
    private static let longest = Duration.milliseconds(20)
    /// How often another process is let in, and for how long, when there is no end of work here: it
    /// asks for SQLite's lock every millisecond or two.
    private static let courtesy = (every: Duration.milliseconds(250), pause: 0.004)

    func run() {
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
            if ContinuousClock.now - lastPause > Self.courtesy.every {
                Thread.sleep(forTimeInterval: Self.courtesy.pause)
                lastPause = .now
            }
        }
    }

    private func commit(_ jobs: [WriteJob]) {
        var waiting = jobs
        var together = true
        while !waiting.isEmpty {
            let taken = together ? waiting : [waiting[0]]
            let left = transaction(of: taken, mayGrow: together)
            waiting = left + waiting.dropFirst(taken.count)
            // What a common transaction could not do is tried one by one, so each meets its own fate.
            together = together && left.isEmpty
        }
    }

    /// Settles some of the jobs, at least the one that spoiled the transaction; returns the others.
    private func transaction(of jobs: [WriteJob], mayGrow: Bool) -> [WriteJob] {
        let start = ContinuousClock.now
        do {
            try connection.session.begin(.writer)
        } catch {
            connection.session.abandon()
            for job in jobs {
                job.refuse(error)
            }
            return []
        }
        var jobs = jobs
        var attempts: [WriteJob.Attempt] = []
        while attempts.count < jobs.count {
            let attempt = attempt(jobs[attempts.count])
            guard connection.session.isInTransaction else {
                attempt.settle(attempt.failure ?? StoreError.io("the transaction was lost"))
                jobs.remove(at: attempts.count)
                return jobs
            }
            attempts.append(attempt)
            if mayGrow, attempts.count == jobs.count, attempts.count < batch,
                ContinuousClock.now - start < Self.longest
            {
                jobs += queue.takeWaiting(batch - attempts.count)
            }
        }
        return finish(jobs, attempts)
    }

    private func finish(_ jobs: [WriteJob], _ attempts: [WriteJob.Attempt]) -> [WriteJob] {
        do {
            try connection.session.commit()
        } catch .constraint where attempts.count > 1 {
            // A deferred foreign key of one of them.
            connection.session.abandon()
            return jobs
        } catch {
            connection.session.abandon()
            for attempt in attempts {
                attempt.settle(error)
            }
            return []
        }
        for attempt in attempts {
            attempt.settle(nil)
        }
        return []
    }

    private func attempt(_ job: WriteJob) -> WriteJob.Attempt {
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
