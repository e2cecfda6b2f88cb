import Synchronization

/// Wakes the workers; several notifications while a worker is busy count as one.
///
/// The lock guards `listeners`.
package final class JobSignal: Sendable {
    private let listeners = Mutex<[AsyncStream<Void>.Continuation]>([])

    /// Wakes every listener.
    package func notify() {
        for listener in listeners.withLock({ $0 }) { listener.yield() }
    }

    /// Returns the notifications from now on, for one listener.
    package func notifications() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        listeners.withLock { $0.append(continuation) }
        return stream
    }
}
