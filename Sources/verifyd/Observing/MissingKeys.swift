import Synchronization
import VerifyCore

/// Which missing keys the log has named already, so that a popular code does not fill it.
///
/// The lock guards the keys named under one keyring; another keyring begins anew.
final class MissingKeys: Sendable {
    private struct Named {
        var serial: Int64 = 0
        var keys: Set<MissingKey> = []
    }

    private let named = Mutex(Named())

    /// Whether the key was not named yet under this keyring.
    func isNew(_ key: MissingKey, under serial: Int64) -> Bool {
        named.withLock { named in
            if named.serial != serial { named = Named(serial: serial) }
            return named.keys.insert(key).inserted
        }
    }
}
