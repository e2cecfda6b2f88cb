import Accounts
import Casework
import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Deletes rows that are not needed any more, at the start and every minute: old responses of idempotency keys, files
/// that stopped arriving or that no case uses, old counts of attempts, rate limits whose budgets are full again, claims without a proven contact,
/// and what is older or more than the settings keep of the access log, the reports, the batches, challenges and sessions.
struct Pruner: ServiceLifecycle.Service {
    let app: App
    let idempotencyAge: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await prune() } while (try? await Task.sleep(for: .seconds(60))) != nil
        }
    }

    /// Deletes it once.
    func prune() async {
        app.edge.limits.sweep()
        app.domain.wrongTagAlarm.refresh()
        let now = app.edge.now()
        let oldest = now.adding(seconds: -idempotencyAge.components.seconds)
        do {
            try await app.domain.idempotencyKeys.sweep(before: oldest)
            _ = try await app.domain.registry.dropStaleBulkJobs(at: now)
            try await app.domain.registry.sweepAttempts(at: now)
            try await app.domain.registry.replica?.sweep(at: now)
            _ = try await app.domain.signIn.prune(at: now)
            try await app.domain.cases.pruneDrafts(at: now)
            let unused = now.adding(seconds: -DocumentLimit.unusedSeconds)
            try await app.domain.documents.prune(before: unused)
            try await app.batchPayments.settle(with: app.domain.registry)
            let deleted = try await app.domain.registry.prune(at: now)
            app.domain.metrics.notePruning(deleted, in: app.domain.registry)
        } catch {
            app.edge.logger.warning(
                "could not delete old rows",
                metadata: .init(describing: error)
            )
        }
    }
}
