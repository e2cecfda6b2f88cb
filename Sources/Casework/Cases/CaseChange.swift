import Accounts
import Persian

/// One change of a case that is ready to be applied: a move, a reminder, an answer that was joined.
struct CaseChange: Sendable {
    let action: CaseAction
    var moveID: String
    var actor: CaseActor
    var relation: CaseRelation
    let via: MoveOrigin
    var read = ReadInputs()
    var inputsDigest = MoveInputs().digest
    /// What the effects did: `done` or `refused`.
    var word: String = EffectResult.done
    /// The last effect that ran, with its reference.
    var effect: AppliedEffect?
    /// Whether the action goes nowhere and notifies no person: the first of two persons, or a reminder.
    var isRecordOnly = false
    /// Who sees the event, where the engine decides that and not the declaration.
    var viewers: Set<Viewer>?
}

/// An effect that ran, and what it made.
struct AppliedEffect: Sendable {
    let name: EffectName
    let reference: String
}

/// Changes that the engine makes itself, without a person and without a declared action.
extension CaseChange {
    /// A reminder, an escalation or an answer: an event that leaves the case with its party and makes no form stale.
    static func record(
        _ name: ActionName,
        _ title: Wording,
        moveID: String,
        via: MoveOrigin
    ) -> CaseChange {
        CaseChange(
            action: CaseAction(name, title, to: .stay),
            moveID: moveID,
            actor: .clock,
            relation: CaseRelation(capacity: .clock),
            via: via,
            isRecordOnly: true
        )
    }
}
