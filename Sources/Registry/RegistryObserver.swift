/// Hears of what deserves an alarm; nothing that it is told names a degree, a code or a person.
package struct RegistryObserver: Sendable {
    /// What happened.
    package enum Notice: Sendable, CaseIterable {
        /// A row of the database does not match its MAC: somebody changed it by hand.
        case tampering
        /// Check digits right, tag wrong: an honest person almost never produces that.
        case wrongTag
        /// A right code with a wrong datum about its holder.
        case wrongDatum
        /// A code of a key that is known to others was asked about; it is never answered as valid.
        case distrustedKey
        /// A code of a key that the register holds degrees of, and this machine does not have.
        case missingKey
        /// A token with a right signature whose degree is not in the register: a row was deleted, or an
        /// old backup is in use.
        case genuineTokenWithoutRow
        /// A wrong attempt could not be counted, because the database could not be written.
        case attemptNotCounted
    }

    /// Called for each notice, from any thread; must return at once.
    package let notice: @Sendable (Notice) -> Void

    /// An observer that calls a closure.
    package init(_ notice: @escaping @Sendable (Notice) -> Void) {
        self.notice = notice
    }

    /// Nobody listens.
    package static let none = RegistryObserver { _ in }
}
