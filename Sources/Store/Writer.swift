/// The connection of a writer's thread: opened when it is first needed, and again after it was lost.
final class Writer {
    private let engine: any Engine
    private let longestAnswer: Duration
    private var connection: Connection?

    init(_ engine: any Engine, longestAnswer: Duration) {
        self.engine = engine
        self.longestAnswer = longestAnswer
    }

    /// Begins a transaction.
    func begin() throws(StoreError) -> Connection {
        let connection = try usable()
        do {
            try connection.session.begin(.writer)
            return connection
        } catch {
            connection.session.abandon()
            throw error
        }
    }

    private func usable() throws(StoreError) -> Connection {
        if let connection, connection.session.isUsable {
            return connection
        }
        connection?.close()
        connection = nil
        let new = Connection(try engine.open(.writer))
        new.session.setAnswerTimeout(longestAnswer)
        connection = new
        return new
    }

    func close() {
        connection?.close()
    }
}
