/// One caller's request to look up a few rows.
struct PointRead: Sendable {
    /// The statements that it runs first.
    let ahead: [SQL]
    /// When it is no longer retried.
    let deadline: ContinuousClock.Instant
    /// Looks up and resumes the caller; throws an error that may be retried, without resuming.
    let run: @Sendable (Connection) throws -> Void
    /// Resumes the caller with an error, without looking up.
    let fail: @Sendable (any Error) -> Void
}

/// The loop of a thread that looks up for many callers: their first statements go to the server in one message,
/// and the thread wakes up once for all of them.
struct PipelinedReads {
    private let queue: WorkQueue<PointRead>
    private let pool: ReaderPool
    /// How long the server may take to answer a statement.
    private let answerTimeout: Duration

    /// Look-ups that may share a message; each waits for all of them.
    private static let batch = 16
    /// A standby is opened with a short patience, and must not be given up for a moment's load.
    private static let shortestTimeout = Duration.seconds(2)

    init(_ queue: WorkQueue<PointRead>, _ pool: ReaderPool, patience: Duration) {
        self.queue = queue
        self.pool = pool
        self.answerTimeout = max(Self.shortestTimeout, patience)
    }

    func run() {
        while true {
            let reads = queue.take(Self.batch)
            if reads.isEmpty {
                return
            }
            run(reads[...])
        }
    }

    private func run(_ reads: ArraySlice<PointRead>) {
        var waiting = reads
        var retry = Retry(until: waiting.first?.deadline ?? .now)
        while !waiting.isEmpty {
            do {
                try pool.withConnection(answeringWithin: answerTimeout) { connection in
                    defer { connection.session.forgetFetched() }
                    if waiting.count > 1 {
                        connection.fetch(waiting.flatMap(\.ahead))
                    }
                    while let read = waiting.first {
                        try read.run(connection)
                        waiting.removeFirst()
                    }
                }
            } catch let error as StoreError where error.isRetryable {
                if retry.pause() { continue }
                // A new attempt for look-ups that have waited as long would only delay their errors.
                let end = waiting.firstIndex { $0.deadline >= .now } ?? waiting.endIndex
                let overdue = queue.takeWaiting(while: { $0.deadline < .now })
                for read in waiting[..<end] + overdue {
                    read.fail(error)
                }
                waiting = waiting[end...]
                retry = Retry(until: waiting.first?.deadline ?? .now)
            } catch {
                for read in waiting {
                    read.fail(error)
                }
                return
            }
        }
    }
}
