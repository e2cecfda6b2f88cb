/// Receives events that deserve an alarm; none of them names a degree, a code or a person.
package struct RegistryObserver: Sendable {
    /// An event.
    package enum Notice: Sendable, CaseIterable {
        /// A row of the database does not match its MAC: it was changed by hand.
        case tampering
        /// Check digits right, tag wrong: honest use almost never produces that.
        case wrongTag
        /// A right code with a wrong datum about its holder.
        case wrongDatum
        /// A look-up of a code of a compromised key; it is never answered as valid.
        case distrustedKey
        /// A look-up of a code whose key is absent here, while the register holds degrees of it.
        case missingKey
        /// A token with a right signature whose degree is not in the register: a row was deleted, or an
        /// old backup is in use.
        case genuineTokenWithoutRow
        /// A token with a right signature that says something else than the record of its code: the
        /// organisation's key has signed what the organisation did not record.
        case tokenOfOtherRecord
        /// A token with a right signature and the status reference of another code: the key that signs tokens
        /// is used outside of the programs.
        case otherStatusReference
        /// A wrong attempt could not be counted, because the database could not be written.
        case attemptNotCounted
    }

    /// Called for each notice, from any thread; must return without blocking.
    package let notice: @Sendable (Notice) -> Void

    /// Creates an observer that calls a closure.
    package init(_ notice: @escaping @Sendable (Notice) -> Void) {
        self.notice = notice
    }

    /// An observer that ignores every notice.
    package static let none = RegistryObserver { _ in }
}
