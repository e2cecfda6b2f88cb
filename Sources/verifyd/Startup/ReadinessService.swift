import Logging
import ServiceLifecycle
import Web

/// Opens the house once all listeners are bound, and says so.
///
/// It stands last in the group of services, so that the signal to stop reaches it first: `/readyz` says
/// 503 at once, requests are still taken for the drain's delay, and only then the listeners close.
struct ReadinessService: Service {
    let listeners: Listeners
    /// How many listeners there are.
    let doors: Int
    let readiness: Readiness
    let logger: Logger
    let delay: Duration

    func run() async throws {
        guard let bound = await listeners.bound(doors) else { return }
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
