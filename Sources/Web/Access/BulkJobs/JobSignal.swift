import Synchronization

/// Tells the workers that there is something to do; rings that come while one works are one ring.
///
/// The lock guards `listeners`.
package final class JobSignal: Sendable {
    private let listeners = Mutex<[AsyncStream<Void>.Continuation]>([])

    /// Wakes every listener.
    package func notify() {
        for listener in listeners.withLock({ $0 }) { listener.yield() }
    }

    /// The rings from now on, for one listener.
    package func notifications() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        listeners.withLock { $0.append(continuation) }
        return stream
    }
}
