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

    /// Swaps a later keyring in, or one as late; an older one is refused, and false comes back.
    ///
    /// The comparison and the swap are one step: of two reloads at once, the later keyring stays.
    package func advance(to other: Keyring) -> Bool {
        keyring.withLock { keyring in
            guard other.serial >= keyring.serial else { return false }
            keyring = other
            return true
        }
    }
}
