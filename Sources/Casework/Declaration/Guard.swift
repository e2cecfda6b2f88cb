package import Persian
package import Store

/// A named condition on a case, with the sentence that a person reads where it does not hold.
///
/// A guard runs before the write and again in the transaction of the move, so it writes nothing.
package struct Guard: Sendable {
    /// The body of a guard.
    package typealias Body = @Sendable (CaseSnapshot, borrowing Connection) throws -> Bool

    /// The name, which the fingerprint of the service contains.
    package let name: GuardName
    /// Why it cannot be done.
    package let sentence: Wording
    /// What the person can do in its place; nil where there is nothing.
    package let alternative: Wording?
    /// Whether the condition holds.
    ///
    /// - Throws: `StoreError`.
    package let holds: Body

    /// Declares a condition on the case and on rows of the database.
    package init(
        _ name: GuardName,
        _ sentence: Wording,
        alternative: Wording? = nil,
        reading holds: @escaping Body
    ) {
        self.name = name
        self.sentence = sentence
        self.alternative = alternative
        self.holds = holds
    }

    /// Declares a condition on the case alone.
    package init(
        _ name: GuardName,
        _ sentence: Wording,
        alternative: Wording? = nil,
        holds: @escaping @Sendable (CaseSnapshot) -> Bool
    ) {
        self.init(name, sentence, alternative: alternative) { snapshot, _ in holds(snapshot) }
    }
}
