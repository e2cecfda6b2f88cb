import Synchronization
import VerifyCore

/// The missing keys that the log has named already, so that a frequent code does not fill it.
///
/// The lock guards the keys that were named for one keyring; a new keyring starts with none.
final class MissingKeys: Sendable {
    private struct Named {
        var serial: Int64 = 0
        var keys: Set<MissingKey> = []
    }

    private let named = Mutex(Named())

    /// Returns whether the key is named for the first time for this keyring.
    func isNew(_ key: MissingKey, under serial: Int64) -> Bool {
        named.withLock { named in
            if named.serial != serial { named = Named(serial: serial) }
            return named.keys.insert(key).inserted
        }
    }
}
