/// One caller's wish to look up a few rows.
struct Glance: Sendable {
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
struct GroupGlance {
    private let queue: WorkQueue<Glance>
    private let pool: ReaderPool
    /// How long a question may be owed its answer.
    private let patience: Duration

    /// Glances that may share a message; one waits for all of them.
    private static let most = 16
    /// A replica has no patience, and is not left for a moment's load.
    private static let least = Duration.seconds(2)

    init(_ queue: WorkQueue<Glance>, _ pool: ReaderPool, patience: Duration) {
        self.queue = queue
        self.pool = pool
        self.patience = max(Self.least, patience)
    }

    func run() {
        while true {
            let glances = queue.take(Self.most)
            if glances.isEmpty {
                return
            }
            look(glances[...])
        }
    }

    private func look(_ glances: ArraySlice<Glance>) {
        var waiting = glances
        var retry = Retry(until: waiting.first?.deadline ?? .now)
        while !waiting.isEmpty {
            do {
                try pool.lend(answeringWithin: patience) { connection in
                    defer { connection.session.forgetFetched() }
                    if waiting.count > 1 {
                        connection.fetch(waiting.flatMap(\.ahead))
                    }
                    while let glance = waiting.first {
                        try glance.look(connection)
                        waiting.removeFirst()
                    }
                }
            } catch let error as StoreError where error.mayPass {
                if retry.pause() { continue }
                // Nor is there any use in trying for those who have waited as long.
                let end = waiting.firstIndex { $0.deadline >= .now } ?? waiting.endIndex
                let overdue = queue.takeWaiting(while: { $0.deadline < .now })
                for glance in waiting[..<end] + overdue {
                    glance.refuse(error)
                }
                waiting = waiting[end...]
                retry = Retry(until: waiting.first?.deadline ?? .now)
            } catch {
                for glance in waiting {
                    glance.refuse(error)
                }
                return
            }
        }
    }
}
