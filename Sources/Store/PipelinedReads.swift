/// One caller's wish to look up a few rows.
struct PointRead: Sendable {
    /// What it will ask first.
    let ahead: [BoundSQL]
    /// Until when it is tried again.
    let deadline: ContinuousClock.Instant
    /// Looks and answers the caller; throws, without an answer, what another attempt may mend.
    let look: @Sendable (Connection) throws -> Void
    /// Answers a caller for whom nobody could look.
    let refuse: @Sendable (any Error) -> Void
}

/// The life of a thread that looks for many callers: their first questions in one message to the server,
/// and the thread awake once for all of them.
struct PipelinedReads {
    private let queue: WorkQueue<PointRead>
    private let pool: ReaderPool
    /// How long a question may be owed its answer.
    private let patience: Duration

    /// Glances that may share a message; one waits for all of them.
    private static let most = 16
    /// A replica has no patience, and is not left for a moment's load.
    private static let least = Duration.seconds(2)

    init(_ queue: WorkQueue<PointRead>, _ pool: ReaderPool, patience: Duration) {
        self.queue = queue
        self.pool = pool
        self.patience = max(Self.least, patience)
    }

    func run() {
        while true {
            let reads = queue.take(Self.most)
            if reads.isEmpty {
                return
            }
            look(reads[...])
        }
    }

    private func look(_ reads: ArraySlice<PointRead>) {
        var waiting = reads
        var retry = Retry(until: waiting.first?.deadline ?? .now)
        while !waiting.isEmpty {
            do {
                try pool.withConnection(answeringWithin: patience) { connection in
                    defer { connection.session.forgetFetched() }
                    if waiting.count > 1 {
                        connection.fetch(waiting.flatMap(\.ahead))
                    }
                    while let lookUp = waiting.first {
                        try lookUp.look(connection)
                        waiting.removeFirst()
                    }
                }
            } catch let error as StoreError where error.isRetryable {
                if retry.pause() { continue }
                // Nor is there any use in trying for those who have waited as long.
                let end = waiting.firstIndex { $0.deadline >= .now } ?? waiting.endIndex
                let overdue = queue.takeWaiting(while: { $0.deadline < .now })
                for lookUp in waiting[..<end] + overdue {
                    lookUp.refuse(error)
                }
                waiting = waiting[end...]
                retry = Retry(until: waiting.first?.deadline ?? .now)
            } catch {
                for lookUp in waiting {
                    lookUp.refuse(error)
                }
                return
            }
        }
    }
}
