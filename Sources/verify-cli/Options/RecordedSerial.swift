import Registry
import Store
import VerifyCore

/// The keyring's serial number in the database that a ceremony names, if it names one.
///
/// A ceremony does not depend on the database: a key that an attacker knows has to be marked also while the database is
/// away. Then the daemon records the new number, as soon as it has loaded the keys.
struct RecordedSerial {
    private let database: Database?
    private let console: Console

    /// Opens the database that is named; warns where that is not possible.
    init(_ options: DatabaseOptions, _ console: Console) {
        self.console = console
        guard options.text != nil else {
            database = nil
            return
        }
        do {
            database = try options.open()
        } catch {
            database = nil
            warn(error)
        }
    }

    /// Requires that the database has not seen a newer keyring: a ceremony on an older one would hide which.
    ///
    /// - Throws: `KeyringSerial.Refusal`.
    func require(_ keyring: Keyring) async throws(KeyringSerial.Refusal) {
        guard let database else { return }
        do {
            try await KeyringSerial(in: database).require(keyring)
        } catch let refusal as KeyringSerial.Refusal {
            throw refusal
        } catch {
            warn(error)
        }
    }

    /// Records the keyring after the ceremony, which is done in any case.
    func record(_ keyring: Keyring) async {
        guard let database else { return }
        do {
            try await KeyringSerial(in: database).record(keyring)
        } catch {
            warn(error)
        }
    }

    func close() {
        database?.close()
    }

    private func warn(_ error: any Error) {
        console.warn(
            "the database did not get the keyring's serial number, and gets it from verifyd: "
                + Failure(describing: error).message
        )
    }
}
