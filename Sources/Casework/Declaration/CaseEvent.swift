package import Accounts
package import Persian
package import VerifyCore

/// A row of `case_event` without its seal: one change of a case, which is never changed.
package struct CaseEvent: Sendable, Hashable {
    /// The number in the case, from 1.
    package var seq: Int64
    /// The id that the client made.
    package var move: String
    /// The action.
    package var action: ActionName
    /// The step before; nil at the opening.
    package var fromStep: StepName?
    /// The step after.
    package var toStep: StepName
    /// The person, or what acted in its place.
    package var actor: String
    /// The relation in which the actor acted.
    package var capacity: Capacity
    /// The holder for whom a deputy acted.
    package var behalfOf: PersonID?
    /// The way by which the move came.
    package var via: MoveOrigin
    /// When.
    package var at: Timestamp
    /// The revision after it.
    package var revision: Int64
    /// The SHA-256 of its note.
    package var noteDigest: Digest?
    /// Who sees it.
    package var viewers: Set<Viewer>
    /// The SHA-256 of the inputs.
    package var inputsDigest: Digest
    /// The effect that ran.
    package var effect: EffectName?
    /// What the effect made.
    package var effectRef: String?

    /// A row by its columns.
    package init(
        seq: Int64,
        move: String,
        action: ActionName,
        fromStep: StepName?,
        toStep: StepName,
        actor: String,
        capacity: Capacity,
        behalfOf: PersonID? = nil,
        via: MoveOrigin,
        at: Timestamp,
        revision: Int64,
        noteDigest: Digest? = nil,
        viewers: Set<Viewer>,
        inputsDigest: Digest,
        effect: EffectName? = nil,
        effectRef: String? = nil
    ) {
        self.seq = seq
        self.move = move
        self.action = action
        self.fromStep = fromStep
        self.toStep = toStep
        self.actor = actor
        self.capacity = capacity
        self.behalfOf = behalfOf
        self.via = via
        self.at = at
        self.revision = revision
        self.noteDigest = noteDigest
        self.viewers = viewers
        self.inputsDigest = inputsDigest
        self.effect = effect
        self.effectRef = effectRef
    }
}

/// The way by which a move came (`case_event.via`).
package enum MoveOrigin: String, Sendable, Hashable, CaseIterable {
    /// A page.
    case page
    /// The API.
    case api
    /// The command line.
    case commandLine = "cli"
    /// A timer or a clock.
    case timer
    /// A job over many persons.
    case bulk
    /// Another case.
    case effect
    /// The payment gateway (a later stage).
    case gateway
}
