import Accounts
import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Throws away what nobody needs any more: old answers to idempotency keys, files that stopped
/// arriving, old counts of attempts, and the rate limits of whoever has come to rest.
struct Pruner: Service {
    let app: App
    let idempotencyAge: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(60))) != nil { await tidy() }
        }
    }

    /// Throws it away once.
    func tidy() async {
        app.edge.limits.sweep()
        let now = app.edge.now()
        let oldest = now.adding(seconds: -idempotencyAge.components.seconds)
        do {
            try await app.domain.idempotencyKeys.sweep(before: oldest)
            _ = try await app.domain.registry.dropStaleBulkJobs(at: now)
            try await app.domain.registry.sweepAttempts(at: now)
            try await app.domain.registry.replica?.sweep(at: now)
        } catch {
            app.edge.logger.warning(
                "what is old could not be removed",
                metadata: .init(describing: error)
            )
        }
    }
}
