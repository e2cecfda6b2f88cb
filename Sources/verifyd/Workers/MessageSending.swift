import Casework
import Logging
import Persian
import ServiceLifecycle
import Web

/// Sends the messages of the outbox: looks several times a second, and counts what waits every few seconds.
///
/// Progress is in the database, so a stop loses nothing: a call that has begun is finished, and no other begins.
struct MessageSending: ServiceLifecycle.Service {
    let app: App
    let senders: [any MessageSender]
    let budgets: MessageBudgets
    /// How many messages are sent in parallel.
    let workers: Int
    /// How long messages are kept after their end.
    let retention: Duration

    /// How often one of the workers looks for messages, each in its turn; a person waits for a code.
    private static let pause = Duration.milliseconds(250)
    /// How often waiting messages are counted, and how often old ones are deleted.
    private static let upkeep = Duration.seconds(10)

    func run() async throws {
        let threads = BlockingExecutor()
        let log = MessageLog(
            logger: app.edge.logger,
            metrics: app.domain.metrics,
            messages: app.domain.messageMetrics,
            now: app.edge.now
        )
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for number in 1...workers {
                    let worker = OutboxWorker(
                        app.domain.outbox,
                        senders: senders,
                        budgets: budgets,
                        name: "\(app.domain.instance)-\(number)",
                        clock: app.edge.now,
                        notice: { log.note($0) }
                    )
                    group.addTask(executorPreference: threads) {
                        try? await Task.sleep(for: Self.pause * number)
                        await work(worker)
                    }
                }
                repeat { await upkeep() } while (try? await Task.sleep(for: Self.upkeep)) != nil
            }
        }
    }

    private func work(_ worker: OutboxWorker) async {
        repeat {
            do {
                _ = try await worker.sendAll()
            } catch {
                app.errors.report("could not send messages; they will be tried again", error)
                try? await Task.sleep(for: .seconds(5))
            }
        } while (try? await Task.sleep(for: Self.pause * workers)) != nil
    }

    /// Counts what waits and deletes what is old; a count that fails is absent from the metrics.
    func upkeep() async {
        let now = app.edge.now()
        do {
            app.domain.messageMetrics.note(try await app.domain.outbox.counts(at: now))
            let oldest = now.adding(seconds: -retention.components.seconds)
            try await app.domain.outbox.prune(before: oldest)
        } catch {
            app.domain.messageMetrics.note(nil)
            app.edge.logger.warning(
                "could not count or delete messages",
                metadata: .init(describing: error)
            )
        }
    }
}
