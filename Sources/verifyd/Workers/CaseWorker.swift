import Casework
import Logging
import Persian
import ServiceLifecycle
import Web

/// Does what no person does in cases: fires timers, records breaches, ends holders past their end, sends cases on to the
/// successor of an organisation, uses facts that could not be used, and computes due times again after a change of the
/// calendar or of a holder.
///
/// Several daemons may do it at the same time: each row is taken by compare-and-swap, each timer fires once. A stop loses
/// nothing, because what is to be done follows from the rows.
struct CaseWorker: ServiceLifecycle.Service {
    let app: App

    /// How often it looks.
    private static let pause = Duration.seconds(10)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await work() } while (try? await Task.sleep(for: Self.pause)) != nil
        }
    }

    /// Does it once; what fails is tried again the next time, and does not keep the rest from being done.
    func work() async {
        let (cases, now) = (app.domain.cases, app.edge.now)
        await attempt("could not end holders") {
            try await cases.cartables.endExpired(at: now()) { _, error in
                app.errors.report("could not end a holder", error)
            }
        }
        await attempt("could not send cases on to a successor") {
            _ = try await cases.followSuccessors(at: now()) { _, error in
                app.errors.report("could not send a case on to a successor", error)
            }
        }
        await attempt("could not compute due times") {
            _ = try await cases.recomputeDues(
                failed: { _, error in
                    app.errors.report("could not compute the due times of a case", error)
                },
                clock: now
            )
            _ = try await cases.renewDues(at: now()) { _, error in
                app.errors.report("could not compute the due times of a case", error)
            }
        }
        await attempt("could not use facts") { _ = try await cases.useFacts(at: now()) }
        await attempt("could not escalate cartables without holder") {
            _ = try await cases.escalateCartables(at: now()) { _, error in
                app.errors.report("could not escalate a cartable without holder", error)
            }
        }
        await attempt("could not record silence at cartables without holder") {
            _ = try await cases.recordSilence(at: now())
        }
        await attempt("could not fire timers of cases") { _ = try await cases.work(at: now()) }
    }

    private func attempt(_ failure: Logger.Message, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
            return
        } catch {
            app.edge.logger.warning(failure, metadata: .init(describing: error))
        }
    }
}
