import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Processes uploads and batches: first those that were left unfinished, then each that is signalled.
///
/// Progress is in the database, so a stop loses nothing.
struct JobRunner: Service {
    let app: App
    /// How many files are processed in parallel.
    let workers: Int
    /// This run of the daemon, as leases name it.
    let name: String

    /// How often it looks without a signal: for files that another daemon received, or left unfinished.
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
        await runAll(as: worker)
        for await _ in app.domain.jobs.notifications() {
            if Task.isCancelled { return }
            await runAll(as: worker)
            // Also for batches that another daemon has processed; an error is repeated in five seconds.
            try? await app.batchPayments.settle(with: app.domain.registry)
        }
    }

    /// Processes files until none is waiting.
    ///
    /// It alternates `.oldest` and `.smallest`, so that neither small nor large files starve.
    func runAll(as worker: String) async {
        // A file that cannot be processed must not block the others; the next signal tries it again.
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
            "could not process an upload or batch; it will be tried again",
            error
        )
    }
}
