import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Measures every second how far the replica is behind, and says in the log when it begins and ends to
/// answer.
struct ReplicaWatch: Service {
    let app: App
    let replica: Replica

    private static let interval = Duration.seconds(1)

    func run() async throws {
        let threads = BlockingExecutor()
        await cancelWhenGracefulShutdown {
            var wasUsed = false
            repeat {
                // Not waited for: one that hangs must not keep the daemon from stopping.
                Task(executorPreference: threads) { try? await replica.beat(at: app.edge.now()) }
                try? await Task.sleep(for: Self.interval)
                wasUsed = report(since: wasUsed)
            } while !Task.isCancelled
        }
    }

    /// Returns whether the replica answers now.
    private func report(since wasUsed: Bool) -> Bool {
        let (age, answers) = (replica.age(at: app.edge.now()), replica.answers)
        app.edge.metrics.count { state in
            state.replicaAge = age
            state.replicaAnswers = answers
        }
        if age != nil, !wasUsed { app.edge.logger.notice("checks go to the replica") }
        if age == nil, wasUsed {
            app.edge.logger.warning("the replica is away or too far behind; the primary answers")
        }
        return age != nil
    }
}
