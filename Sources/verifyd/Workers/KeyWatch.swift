import KeyFiles
import Logging
import Registry
import ServiceLifecycle
import UnixSignals
import VerifyCore
import Web

/// Loads a changed key directory: it is checked every few seconds, and immediately on SIGHUP.
///
/// A directory that cannot be read leaves the keys as they were, with a line in the log and a metric: a
/// mistake of an administrator must not stop verification. So does a keyring older than the current one,
/// in which a key could be active that has been compromised since.
struct KeyWatch: Service {
    let directory: KeyDirectory
    let keyring: LiveKeyring
    let interval: Duration
    let metrics: DomainMetrics
    let logger: Logger
    /// Where the newest serial number is kept; nil without a database.
    var serial: KeyringSerial?

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
        var isRecorded = true
        while (try? await Task.sleep(for: interval)) != nil {
            let found = try? directory.fingerprint()
            if found != known, reload(because: "changed") {
                known = found
                isRecorded = false
            }
            if !isRecorded { isRecorded = await record() }
        }
    }

    /// Records in the database the keyring's serial number; returns false where it could not be reached.
    private func record() async -> Bool {
        do {
            try await serial?.record(keyring.current)
            return true
        } catch let refusal as KeyringSerial.Refusal {
            metrics.keyReloadFailures.increment()
            logger.error("\(refusal)", metadata: ["serial": "\(keyring.current.serial)"])
            return true
        } catch {
            return false
        }
    }

    @discardableResult
    func reload(because reason: String) -> Bool {
        do {
            let found = try directory.load()
            guard keyring.advance(to: found) else {
                metrics.keyReloadFailures.increment()
                logger.error(
                    "ignored the key directory: its serial is older than the keyring in use",
                    metadata: [
                        "reason": "\(reason)", "serial": "\(found.serial)",
                        "serial_in_use": "\(keyring.current.serial)",
                    ]
                )
                return false
            }
            metrics.keyReloads.increment()
            logger.notice("loaded the keys", metadata: ["reason": "\(reason)"])
            return true
        } catch {
            metrics.keyReloadFailures.increment()
            logger.error(
                "could not load the key directory; the keys in use stay",
                metadata: ["reason": "\(reason)", "error_type": "\(type(of: error))"]
            )
            return false
        }
    }
}
