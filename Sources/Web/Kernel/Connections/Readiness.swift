import Synchronization

/// Whether new requests should be sent here: from the last listener's being bound until the first signal
/// to stop.
package final class Readiness: Sendable {
    private let ready = Atomic<Bool>(false)
    private let metrics: Metrics

    package init(_ metrics: Metrics) {
        self.metrics = metrics
    }

    package var isReady: Bool { ready.load(ordering: .relaxed) }

    package func become(ready now: Bool) {
        ready.store(now, ordering: .relaxed)
        metrics.count { $0.ready = now }
    }
}
