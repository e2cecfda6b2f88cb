import Casework
import Logging
import ServiceLifecycle
import Web

/// Removes drafts, texts and files of cases at the end of the periods that their services declare, at the start and every
/// hour.
struct CaseUpkeep: ServiceLifecycle.Service {
    let app: App

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await work() } while (try? await Task.sleep(for: .seconds(3_600))) != nil
        }
    }

    /// Removes it once.
    func work() async {
        do {
            let result = try await app.domain.cases.applyRetention(
                to: app.domain.documents,
                at: app.edge.now()
            ) { _, error in
                app.errors.report("could not remove what a case keeps over its time", error)
            }
            guard result != RetentionResult() else { return }
            app.edge.logger.notice(
                "removed what is over its retention",
                metadata: [
                    "drafts": "\(result.drafts)", "files": "\(result.files)",
                    "cases": "\(result.cases)",
                ]
            )
        } catch is CancellationError {
            return
        } catch {
            app.edge.logger.warning(
                "could not remove what is over its retention",
                metadata: .init(describing: error)
            )
        }
    }
}
