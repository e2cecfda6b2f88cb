import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Works on uploads and batches: those left unfinished at the start, then what the bell announces.
///
/// What was done is in the database, so a stop loses nothing.
struct JobRunner: Service {
    let app: App
    /// How many files are worked on at once.
    let workers: Int
    /// This run of the daemon, as leases name it.
    let name: String

    /// How often it looks without a bell: for what another daemon has received, or left.
    private static let patience = Duration.seconds(5)

    func run() async throws {
        let threads = BlockingExecutor()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for number in 1...workers {
                    group.addTask(executorPreference: threads) {
                        await work(as: "\(name)-\(number)")
                    }
                }
                while (try? await Task.sleep(for: Self.patience)) != nil {
                    app.domain.jobs.notify()
                }
            }
        }
    }

    private func work(as worker: String) async {
        await workOff(as: worker)
        for await _ in app.domain.jobs.notifications() {
            if Task.isCancelled { return }
            await workOff(as: worker)
        }
    }

    /// Works until nothing waits.
    ///
    /// It asks again after each file, by turns for the smallest and for the oldest: what came meanwhile does
    /// not wait for all that was there before.
    func workOff(as worker: String) async {
        // What cannot be worked on must not keep the rest waiting; the next ring tries it again.
        var passedOver: Set<String> = []
        var order = BulkJobOrder.smallest
        do {
            while let id = try await next(order, except: passedOver) {
                try Task.checkCancellation()
                do {
                    let isDone = try await app.domain.registry.process(
                        id,
                        worker: worker,
                        clock: app.edge.now
                    )
                    if !isDone { passedOver.insert(id) }
                } catch let error where !(error is CancellationError) {
                    report(error)
                    passedOver.insert(id)
                }
                order = order == .smallest ? .oldest : .smallest
            }
        } catch is CancellationError {
            return
        } catch {
            report(error)
        }
    }

    private func next(
        _ order: BulkJobOrder,
        except passedOver: Set<String>
    ) async throws -> String? {
        try await app.domain.registry.waitingBulkJobs(
            order,
            limit: passedOver.count + 1,
            at: app.edge.now()
        )
        .first { !passedOver.contains($0) }
    }

    private func report(_ error: any Error) {
        app.errors.report(
            "an upload or batch could not be worked on; it will be tried again",
            error
        )
    }
}
