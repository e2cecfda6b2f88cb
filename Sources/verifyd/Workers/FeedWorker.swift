import Casework
import Logging
import Persian
import ServiceLifecycle
import Web

/// Numbers the feed every second, sends it to the webhooks of organisations, and deletes its old entries.
///
/// Several daemons may do it at the same time: a lease lets one number, and another one lets one send to a receiver. Progress is
/// in the database, so a stop loses nothing: a request that has begun is finished, and no other begins.
struct FeedWorker: ServiceLifecycle.Service {
    let app: App
    let delivery: WebhookDelivery
    /// How many webhooks get messages in parallel; 0 leaves them to another daemon.
    let workers: Int
    /// After how long a webhook that fails is disabled.
    let disableAfter: Duration
    /// How long entries are kept.
    let retention: Duration

    /// How often it looks.
    private static let pause = Duration.seconds(1)
    /// How often what waits is counted, and how often old entries are deleted.
    private static let upkeep = Duration.seconds(10)

    private var feed: Feed { Feed(database: app.domain.cases.database) }

    func run() async throws {
        let threads = BlockingExecutor()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    repeat { await number() } while (try? await Task.sleep(for: Self.pause)) != nil
                }
                for index in 0..<workers {
                    group.addTask(executorPreference: threads) {
                        try? await Task.sleep(for: Self.pause * index / workers)
                        repeat {
                            await send(index)
                        } while (try? await Task.sleep(for: Self.pause)) != nil
                    }
                }
                repeat { await upkeep() } while (try? await Task.sleep(for: Self.upkeep)) != nil
            }
        }
    }

    /// Numbers the entries that are committed.
    func number() async {
        await attempt("could not number the feed") {
            try await feed.number(by: app.domain.instance, at: app.edge.now())
        }
    }

    /// Sends what waits to the receivers.
    func send(_ index: Int) async {
        let worker = WebhookWorker(
            app.domain.webhooks,
            delivery: delivery,
            disableAfter: disableAfter.components.seconds,
            name: "\(app.domain.instance)-\(index)",
            clock: app.edge.now,
            notice: { note($0) }
        )
        await attempt("could not send to webhooks; it will be tried again") {
            try await worker.sendAll()
        }
    }

    /// Counts what waits and deletes what is old; a count that fails is absent from the metrics.
    func upkeep() async {
        let (metrics, now) = (app.domain.feedMetrics, app.edge.now())
        do {
            metrics.note(
                delay: try await feed.delay(at: now),
                try await app.domain.webhooks.counts(at: now)
            )
        } catch {
            metrics.note(delay: nil, nil)
        }
        await attempt("could not delete old entries of the feed") {
            try await feed.prune(before: now.adding(seconds: -retention.components.seconds))
        }
    }

    /// Notes a report in log and metrics, without addresses and answers.
    private func note(_ notice: WebhookNotice) {
        app.domain.feedMetrics.count(notice)
        switch notice {
        case .sent: break
        case .failed(let id, let failure):
            app.edge.logger.warning(
                "a webhook did not accept a message",
                metadata: ["webhook": "\(id)", "cause": "\(failure.word)"]
            )
        case .disabled(let id, let failure):
            app.edge.logger.error(
                "a webhook is disabled: it has failed for too long, or is gone",
                metadata: ["webhook": "\(id)", "cause": "\(failure.word)"]
            )
        case .unreadable(let id):
            app.edge.logger.error(
                "nothing is sent to a webhook: its row was changed",
                metadata: ["webhook": "\(id)"]
            )
        case .missingKey(let key): app.domain.metrics.missed(key)
        }
    }

    private func attempt<Result>(
        _ failure: Logger.Message,
        _ body: () async throws -> Result
    ) async {
        do {
            _ = try await body()
        } catch is CancellationError {
            return
        } catch {
            app.edge.logger.warning(failure, metadata: .init(describing: error))
        }
    }
}
