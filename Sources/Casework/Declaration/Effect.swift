package import Accounts
package import Persian
package import Store
package import VerifyCore

/// A named change outside of the rows of a case: a degree is issued, a holder is approved.
///
/// The declaration has the name only. Programs register the body under the same name (`EffectBodies`), because a body
/// needs keys and other modules, and a declaration is data that can be fingerprinted.
package struct Effect: Sendable, Hashable {
    /// The name.
    package let name: EffectName
    /// Whether it issues: then the chain of seals of the case must be intact.
    package let issues: Bool

    /// Declares an effect.
    package init(_ name: EffectName, issues: Bool = false) {
        self.name = name
        self.issues = issues
    }
}

/// What an effect did: a value, not an error.
package enum EffectResult: Sendable, Hashable {
    /// It is done; the reference names what was made, for the event of the case.
    case done(reference: String)
    /// It is not possible, with the reason for readers; the transaction of the move is discarded.
    case refused(Wording)

    /// The word by which `Transition.byResult` chooses.
    package var word: String {
        switch self {
        case .done: Self.done
        case .refused: Self.refused
        }
    }

    /// The word of `.done`.
    package static let done = "done"
    /// The word of `.refused`.
    package static let refused = "refused"
}

/// What the body of an effect receives besides the transaction.
package struct EffectContext: Sendable {
    /// The case; where the effect issues, folded from its sealed events.
    package let snapshot: CaseSnapshot
    /// The number of the event that the move writes: with the id of the case, the key of every row that is written.
    package let seq: Int64
    /// The action.
    package let action: ActionName
    /// Whose values the reviewer takes: by this move, or by the last one that chose.
    package let choices: ValueChoices?
    /// The person who moves; nil for a timer.
    package let actor: PersonID?
    /// The moment of the move.
    package let at: Timestamp
    /// The keys.
    package let keys: Keyring

    /// What one move gives to its effects.
    package init(
        snapshot: CaseSnapshot,
        seq: Int64,
        action: ActionName,
        choices: ValueChoices? = nil,
        actor: PersonID?,
        at: Timestamp,
        keys: Keyring
    ) {
        self.snapshot = snapshot
        self.seq = seq
        self.action = action
        self.choices = choices ?? snapshot.choices
        self.actor = actor
        self.at = at
        self.keys = keys
    }
}

/// The transaction of a move, for the functions of an effect.
package typealias MoveConnection = Connection

/// The body of an effect.
package struct EffectBody: Sendable {
    /// Mints and reads outside of the writer; writes nothing.
    package let prepare: @Sendable (EffectContext) async throws -> any Sendable
    /// Writes in the transaction of the move, possibly twice, so each row that it writes has a key of the case.
    ///
    /// - Throws: `StoreError`.
    package let apply:
        @Sendable (any Sendable, EffectContext, borrowing Connection) throws -> EffectResult

    /// A body in two parts.
    package init<Prepared: Sendable>(
        prepare: @escaping @Sendable (EffectContext) async throws -> Prepared,
        apply:
            @escaping @Sendable (Prepared, EffectContext, borrowing Connection) throws ->
            EffectResult
    ) {
        self.prepare = { try await prepare($0) }
        self.apply = { prepared, context, connection in
            guard let prepared = prepared as? Prepared else {
                throw StoreError.statement("an effect received what another prepared")
            }
            return try apply(prepared, context, connection)
        }
    }

    /// A body that prepares nothing.
    package init(
        apply: @escaping @Sendable (EffectContext, borrowing Connection) throws -> EffectResult
    ) {
        prepare = { _ in () }
        self.apply = { _, context, connection in try apply(context, connection) }
    }
}

/// The bodies of effects by name, as a program registers them.
package struct EffectBodies: Sendable, ExpressibleByDictionaryLiteral {
    private let byName: [EffectName: EffectBody]

    /// Registers bodies; a name that occurs twice stops the program.
    package init(dictionaryLiteral elements: (EffectName, EffectBody)...) {
        byName = Dictionary(uniqueKeysWithValues: elements)
    }

    /// The body of an effect; nil where none is registered.
    package subscript(name: EffectName) -> EffectBody? { byName[name] }

    /// The effects of a service that have no body here, in the order of their names.
    package func missing(in service: Service) -> [EffectName] {
        let declared = service.opening.effects + service.steps.flatMap(\.actions).flatMap(\.effects)
        return Set(declared.map(\.name)).filter { byName[$0] == nil }.sorted()
    }
}
