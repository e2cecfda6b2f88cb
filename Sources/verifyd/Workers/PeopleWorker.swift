import Accounts
import Logging
import Persian
import ServiceLifecycle
import Web

/// Repeats questions to the national registers that had no answer, and completes changes of contacts whose time has come: at
/// the start and every minute.
///
/// Several daemons may do it at the same time: each row is taken by compare-and-swap.
struct PeopleWorker: Service {
    let app: App

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await work() } while (try? await Task.sleep(for: .seconds(60))) != nil
        }
    }

    /// Does it once.
    func work() async {
        do {
            try await app.domain.signIn.work(at: app.edge.now())
        } catch {
            app.edge.logger.warning(
                "could not complete changes of people",
                metadata: .init(describing: error)
            )
        }
    }
}
