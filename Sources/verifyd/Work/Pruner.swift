import Accounts
import Logging
import Persian
import Registry
import ServiceLifecycle

/// Flushes the log five times a second.
struct LogFlush: Service {
    let sink: LogSink

    func run() async throws {
        defer { sink.flush() }
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .milliseconds(200))) != nil { sink.flush() }
        }
    }
}

/// Throws away what nobody needs any more: old answers to idempotency keys, files that stopped
/// arriving, old counts of attempts, and the rate limits of whoever has come to rest.
struct Pruner: Service {
    let house: House
    let idempotencyAge: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(60))) != nil { await tidy() }
        }
    }

    /// Throws it away once.
    func tidy() async {
        house.limits.sweep()
        let now = house.now()
        let oldest = now.adding(seconds: -idempotencyAge.components.seconds)
        do {
            try await house.idempotency.sweep(before: oldest)
            _ = try await house.registry.dropStaleBulkJobs(at: now)
            try await house.registry.sweepAttempts(at: now)
            try await house.registry.replica?.sweep(at: now)
        } catch {
            house.logger.warning(
                "what is old could not be removed",
                metadata: .init(describing: error)
            )
        }
    }
}
