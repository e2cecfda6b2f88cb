/// One caller's request for a thread of the engine.
struct ReadJob: Sendable {
    /// When it is no longer retried; nil for work without a time limit.
    let deadline: ContinuousClock.Instant?
    /// Runs it and resumes the caller; returns what it threw.
    let run: @Sendable () -> (any Error)?
    /// Resumes the caller with an error, without running it.
    let fail: @Sendable (any Error) -> Void

    private var isOverdue: Bool { deadline.map { $0 < .now } ?? false }

    /// The loop of a reader's thread.
    static func run(from queue: WorkQueue<ReadJob>) {
        while let job = queue.take(1).first {
            guard let error = job.run() as? StoreError, case .unreachable = error else {
                continue
            }
            // A new attempt for jobs that have waited as long would only delay their errors.
            for job in queue.takeWaiting(while: \.isOverdue) {
                job.fail(error)
            }
        }
    }
}
