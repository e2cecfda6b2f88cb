import Logging
import ServiceLifecycle
import Synchronization

/// Whether new requests should be sent here: from the start until the first signal to stop.
final class Readiness: Sendable {
    private let ready = Atomic<Bool>(false)
    private let metrics: Metrics

    init(_ metrics: Metrics) {
        self.metrics = metrics
    }

    var isReady: Bool { ready.load(ordering: .relaxed) }

    func become(ready now: Bool) {
        ready.store(now, ordering: .relaxed)
        metrics.count { $0.ready = now }
    }
}

/// Stands last in the group of services, so that the signal to stop reaches it first: `/readyz` says
/// 503 at once, requests are still taken for the drain's delay, and only then the listeners close.
struct Doorkeeper: Service {
    let readiness: Readiness
    let logger: Logger
    let delay: Duration

    func run() async throws {
        readiness.become(ready: true)
        try? await gracefulShutdown()
        readiness.become(ready: false)
        logger.notice("draining", metadata: ["seconds": "\(delay.components.seconds)"])
        try? await Task.sleep(for: delay)
    }
}
