import Synchronization

/// Connections for reading, each used by one thread at a time.
///
/// One is opened whenever none is idle, so there are as many as threads that read in parallel; few are kept.
final class ReaderPool: Sendable {
    /// A connection on its way between threads.
    ///
    /// Unchecked because a connection is not a value and has no lock: the pool passes each to one user at a time,
    /// and the pool's lock orders what one does before what the next does.
    private struct Idle: @unchecked Sendable {
        let connection: Connection
    }

    private struct State {
        var idle: [Idle] = []
        var isClosed = false
    }

    private let engine: any Engine
    private let longestAnswer: Duration
    private let state = Mutex(State())

    /// More idle connections than this are closed: each keeps a cache of pages.
    private static let kept = 16

    init(_ engine: any Engine, longestAnswer: Duration) {
        self.engine = engine
        self.longestAnswer = longestAnswer
    }

    /// Calls `body` with a connection.
    ///
    /// `limit` is how long the server may take to answer a statement; `longestAnswer` when nil.
    func withConnection<T>(
        answeringWithin limit: Duration? = nil,
        _ body: (Connection) throws -> T
    ) throws -> T {
        let connection = try take()
        defer { put(connection) }
        connection.session.setAnswerTimeout(limit ?? longestAnswer)
        return try body(connection)
    }

    /// Calls `body` again, with another connection, after one was lost; reading twice does no harm.
    func retrying<T>(
        until end: ContinuousClock.Instant,
        _ body: (Connection) throws -> T
    ) throws -> T {
        var retry = Retry(until: end)
        while true {
            do {
                return try withConnection(body)
            } catch let error as StoreError where error.isRetryable {
                if !retry.pause() {
                    throw error
                }
            }
        }
    }

    private func take() throws(StoreError) -> Connection {
        let (idle, isClosed) = state.withLock { ($0.idle.popLast(), $0.isClosed) }
        if let idle {
            return idle.connection
        }
        if isClosed {
            throw .closed
        }
        return Connection(try engine.open(.reader))
    }

    private func put(_ connection: Connection) {
        guard connection.session.isUsable else {
            connection.close()
            // A server was lost, so the others are lost too.
            removeIdle()
            return
        }
        let idle = Idle(connection: connection)
        let isKept = state.withLock { state in
            guard !state.isClosed, state.idle.count < Self.kept else {
                return false
            }
            state.idle.append(idle)
            return true
        }
        if !isKept {
            connection.close()
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        removeIdle()
    }

    private func removeIdle() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
        for reader in idle {
            reader.connection.close()
        }
    }
}
