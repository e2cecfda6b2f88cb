import KeyFiles
import Logging
import Registry
import ServiceLifecycle
import UnixSignals
import VerifyCore
import Web

/// Takes over a changed directory of keys: looked at every few seconds, and at once on SIGHUP.
///
/// A directory that cannot be read leaves the keys as they were, with a line in the log and a number
/// in the metrics: a mistake of an administrator must not stop the verifying. So does a keyring of before
/// the current one, in which a key could be good that was compromised since.
struct KeyWatch: Service {
    let directory: KeyDirectory
    let keyring: LiveKeyring
    let interval: Duration
    let metrics: Metrics
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await look(everySoOften: interval) }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) {
                        reload(because: "SIGHUP")
                    }
                }
            }
        }
    }

    private func look(everySoOften interval: Duration) async {
        var known = try? directory.fingerprint()
        while (try? await Task.sleep(for: interval)) != nil {
            let found = try? directory.fingerprint()
            guard found != known else { continue }
            if reload(because: "changed") { known = found }
        }
    }

    @discardableResult
    func reload(because reason: String) -> Bool {
        do {
            let found = try directory.load()
            guard keyring.advance(to: found) else {
                metrics.count { $0.keyReloadFailures += 1 }
                logger.error(
                    "the keys are older than those in use, which go on",
                    metadata: [
                        "reason": "\(reason)", "serial": "\(found.serial)",
                        "serial_in_use": "\(keyring.current.serial)",
                    ]
                )
                return false
            }
            metrics.count { $0.keyReloads += 1 }
            logger.notice("keys were taken over", metadata: ["reason": "\(reason)"])
            return true
        } catch {
            metrics.count { $0.keyReloadFailures += 1 }
            logger.error(
                "the keys could not be read; those before go on",
                metadata: ["reason": "\(reason)", "error_type": "\(type(of: error))"]
            )
            return false
        }
    }
}
