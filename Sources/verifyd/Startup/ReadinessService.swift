import Logging
import ServiceLifecycle
import Web

/// Makes the daemon ready when all listeners are bound, and not ready on the signal to stop.
///
/// It is the last service of the group, so the signal to stop reaches it first: `/readyz` responds 503
/// immediately, requests are still accepted for the drain's delay, and only then the listeners close.
struct ReadinessService: Service {
    let listeners: Listeners
    /// The number of listeners.
    let listenerCount: Int
    let readiness: Readiness
    let logger: Logger
    let delay: Duration

    func run() async throws {
        guard let bound = await listeners.bound(listenerCount) else { return }
        readiness.become(ready: true)
        logger.notice(
            "serving",
            metadata: .init(
                bound.map { ($0.setting.replacing("-", with: "_"), "\($0.address)") },
                uniquingKeysWith: { first, _ in first }
            )
        )
        try? await gracefulShutdown()
        readiness.become(ready: false)
        logger.notice("draining", metadata: ["seconds": "\(delay.components.seconds)"])
        try? await Task.sleep(for: delay)
    }
}
