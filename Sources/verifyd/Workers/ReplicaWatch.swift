import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Measures every second how far the replica is behind, and logs when checks change between the replica and
/// the primary.
struct ReplicaWatch: Service {
    let app: App
    let replica: Replica

    private static let interval = Duration.seconds(1)

    func run() async throws {
        let threads = BlockingExecutor()
        await cancelWhenGracefulShutdown {
            var wasUsed = false
            repeat {
                // Not awaited: a replica that hangs must not keep the daemon from stopping.
                Task(executorPreference: threads) { try? await replica.beat(at: app.edge.now()) }
                try? await Task.sleep(for: Self.interval)
                wasUsed = report(since: wasUsed)
            } while !Task.isCancelled
        }
    }

    /// Returns whether the replica answers checks now.
    private func report(since wasUsed: Bool) -> Bool {
        let (age, answers) = (replica.age(at: app.edge.now()), replica.answers)
        app.domain.metrics.replicaAge.set(age.map { Int($0) })
        app.domain.metrics.replicaAnswers.set(answers)
        if age != nil, !wasUsed { app.edge.logger.notice("the replica answers checks") }
        if age == nil, wasUsed {
            app.edge.logger.warning(
                "the replica is unreachable or too far behind; the primary answers checks"
            )
        }
        return age != nil
    }
}
