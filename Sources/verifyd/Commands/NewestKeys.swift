import KeyFiles
import Registry
import Store
import Web

extension Settings {
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
