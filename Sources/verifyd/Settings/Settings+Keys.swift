import Foundation
import KeyFiles
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
}
