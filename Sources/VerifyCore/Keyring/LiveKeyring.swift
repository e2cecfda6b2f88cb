internal import Synchronization

/// The keyring that a program uses at present; a rotation swaps it while requests run.
///
/// Whoever took `current` keeps a whole keyring, old or new, for as long as it needs one.
package final class LiveKeyring: Sendable {
    /// Guards the reference, for as long as one copy of it takes.
    private let keyring: Mutex<Keyring>

    /// Begins with a keyring.
    package init(_ keyring: Keyring) {
        self.keyring = Mutex(keyring)
    }

    /// The keyring of this moment.
    package var current: Keyring {
        keyring.withLock { $0 }
    }

    /// Swaps another keyring in.
    package func replace(with other: Keyring) {
        keyring.withLock { $0 = other }
    }
}
