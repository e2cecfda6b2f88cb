import Synchronization
package import VerifyCore

/// Which missing keys the log has named already, so that a popular code does not fill it.
///
/// The lock guards the keys named under one keyring; another keyring begins anew.
package final class MissingKeys: Sendable {
    private struct Named {
        package var serial: Int64 = 0
        package var keys: Set<MissingKey> = []
    }

    private let named = Mutex(Named())

    /// Whether the key was not named yet under this keyring.
    package func isNew(_ key: MissingKey, under serial: Int64) -> Bool {
        named.withLock { named in
            if named.serial != serial { named = Named(serial: serial) }
            return named.keys.insert(key).inserted
        }
    }
}
