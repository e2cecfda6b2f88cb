import Accounts
import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Deletes rows that are not needed any more, every minute: old responses of idempotency keys, files that stopped
/// arriving, old counts of attempts, rate limits whose budgets are full again.
struct Pruner: Service {
    let app: App
    let idempotencyAge: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(60))) != nil { await prune() }
        }
    }

    /// Deletes it once.
    func prune() async {
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
                "could not delete old rows",
                metadata: .init(describing: error)
            )
        }
    }
}
