import Synchronization

/// Whether new requests should be sent to this daemon: from the moment when all listeners are bound until
/// the first signal to stop.
package final class Readiness: Sendable {
    private let ready = Atomic<Bool>(false)
    private let gauge: Gauge

    /// A state that `gauge` shows as 0 or 1.
    package init(_ gauge: Gauge) {
        self.gauge = gauge
    }

    /// Whether new requests should be sent; false at first.
    package var isReady: Bool { ready.load(ordering: .relaxed) }

    /// Sets the state, and the gauge to 1 or 0.
    package func become(ready now: Bool) {
        ready.store(now, ordering: .relaxed)
        gauge.set(now ? 1 : 0)
    }
}
