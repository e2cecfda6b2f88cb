import Logging
import Persian
import Registry
import ServiceLifecycle

/// Works on uploads and batches: those left unfinished at the start, then what the bell announces.
///
/// What was done is in the database, so a stop loses nothing.
struct Workbench: Service {
    let house: House
    /// How many files are worked on at once.
    let workers: Int
    /// This run of the daemon, as leases name it.
    let name: String

    /// How often it looks without a bell: for what another daemon has received, or left.
    private static let patience = Duration.seconds(5)

    func run() async throws {
        let threads = WorkThreads()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for number in 1...workers {
                    group.addTask(executorPreference: threads) {
                        await work(as: "\(name)-\(number)")
                    }
                }
                while (try? await Task.sleep(for: Self.patience)) != nil { house.work.ring() }
            }
        }
    }

    private func work(as worker: String) async {
        await workOff(as: worker)
        for await _ in house.work.rings() {
            if Task.isCancelled { return }
            await workOff(as: worker)
        }
    }

    private func workOff(as worker: String) async {
        do {
            for id in try await house.registry.waitingDeliveries(at: house.now()) {
                try Task.checkCancellation()
                // One that cannot be worked on must not keep those behind it waiting.
                do {
                    try await house.registry.process(id, worker: worker, clock: house.now)
                } catch let error where !(error is CancellationError) {
                    report(error)
                }
            }
        } catch is CancellationError {
            return
        } catch {
            report(error)
        }
    }

    private func report(_ error: any Error) {
        house.logger.error(
            "an upload or batch could not be worked on; it will be tried again",
            metadata: ["error_type": "\(type(of: error))"]
        )
    }
}
