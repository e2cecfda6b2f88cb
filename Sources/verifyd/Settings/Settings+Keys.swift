import Foundation
import KeyFiles
import Registry
import Store
import Web

/// The key directory of the settings.
extension Settings {
    /// Returns the directory with the secret that opens it.
    func keyDirectory() throws -> KeyDirectory {
        KeyDirectory(
            path: try value(\.keys),
            kek: KEKSource.found(
                file: self[\.keyEncryptionKey],
                environment: ProcessInfo.processInfo.environment
            ),
            allowsDevelopmentKeys: self[\.environment] == "development"
        )
    }

    /// Requires that the keys are not older than the database has seen.
    ///
    /// Returns why that could not be compared, e.g. because this user may not read the keys; nil where it was.
    ///
    /// - Throws: `KeyringSerial.Refusal`.
    func requireNewestKeys() async throws -> String? {
        do {
            let keyring = try keyDirectory().load()
            var options = Database.Options()
            options.creates = false
            let opened = try Database(try database(), options: options)
            defer { opened.close() }
            try await KeyringSerial(in: opened).require(keyring)
            return nil
        } catch let refusal as KeyringSerial.Refusal {
            throw refusal
        } catch {
            return StartupFailure(error).sentences.first ?? ""
        }
    }
}
