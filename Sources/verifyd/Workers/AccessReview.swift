import Accounts
import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Counts every minute what an administrator should review: API keys that expire soon, and institutions that may
/// issue without an end.
struct AccessReview: Service {
    let app: App

    private static let pause = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await review() } while (try? await Task.sleep(for: Self.pause)) != nil
        }
    }

    /// Counts once; a count that fails is absent from the metrics.
    func review() async {
        let (metrics, domain) = (app.domain.metrics, app.domain)
        do {
            let keys = try await domain.accounts.expiringKeys(at: app.edge.now())
            let institutions = try await domain.registry.institutionsWithoutEnd()
            metrics.expiringKeys.set(keys)
            metrics.institutionsWithoutEnd.set(institutions)
        } catch {
            metrics.expiringKeys.set(nil)
            metrics.institutionsWithoutEnd.set(nil)
            app.edge.logger.warning(
                "could not count expiring API keys and institutions without an end",
                metadata: .init(describing: error)
            )
        }
    }
}
