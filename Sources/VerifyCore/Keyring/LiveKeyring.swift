internal import Synchronization

/// The keyring that a program currently uses; a rotation replaces it while requests run.
///
/// A caller that has read `current` keeps that keyring, old or new, as long as it needs it.
package final class LiveKeyring: Sendable {
    /// Guards the reference while it is copied or replaced.
    private let keyring: Mutex<Keyring>

    /// Creates the holder with a first keyring.
    package init(_ keyring: Keyring) {
        self.keyring = Mutex(keyring)
    }

    /// The current keyring.
    package var current: Keyring {
        keyring.withLock { $0 }
    }

    /// Replaces the current keyring.
    package func replace(with other: Keyring) {
        keyring.withLock { $0 = other }
    }

    /// Replaces the current keyring unless the other one is older, and returns whether it did.
    ///
    /// Comparison and replacement are one step: after two simultaneous reloads the later keyring is current.
    package func advance(to other: Keyring) -> Bool {
        keyring.withLock { keyring in
            guard other.serial >= keyring.serial else { return false }
            keyring = other
            return true
        }
    }
}
