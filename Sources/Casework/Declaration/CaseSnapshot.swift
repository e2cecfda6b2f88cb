/// A case as read in one transaction: its row, parties, last submission, facts, errands and events.
///
/// The same value is made from rows and, where an effect issues, from the sealed events alone.
package struct CaseSnapshot: Sendable, Hashable {
    /// The row of the case.
    package var file: CaseFile
    /// Those who have a part in it now.
    package var parties: [CaseParty]
    /// The last form that was sent; nil for a service without a form.
    package var submission: Submission?
    /// What was returned of the last submission.
    package var returned: [FieldReturn]
    /// The files of the last submission, with their decisions.
    package var files: [FileDecision]
    /// What is known from outside.
    package var facts: [Fact]
    /// The errands of the step, ended or not.
    package var errands: [CaseErrand]
    /// The events, by `seq`.
    package var events: [CaseEvent]

    /// A case by its parts.
    package init(
        file: CaseFile,
        parties: [CaseParty] = [],
        submission: Submission? = nil,
        returned: [FieldReturn] = [],
        files: [FileDecision] = [],
        facts: [Fact] = [],
        errands: [CaseErrand] = [],
        events: [CaseEvent] = []
    ) {
        self.file = file
        self.parties = parties
        self.submission = submission
        self.returned = returned
        self.files = files
        self.facts = facts
        self.errands = errands
        self.events = events
    }
}

extension CaseSnapshot {
    /// The parties with a role, by their ordinal.
    package func parties(_ role: PartyRole) -> [CaseParty] {
        parties.filter { $0.role == role }.sorted { $0.ordinal < $1.ordinal }
    }

    /// The last event of an action since the last submission; nil where there is none.
    ///
    /// A decision about an older form is no decision about this one.
    package func lastEvent(_ action: ActionName) -> CaseEvent? {
        let start = submission?.seq ?? 0
        return events.last { $0.action == action && $0.seq >= start }
    }

    /// The step from which the last change of step came, for `Transition.back`; nil in the first step.
    package var stepBefore: StepName? {
        events.last { $0.fromStep != nil && $0.fromStep != $0.toStep }?.fromStep
    }

    /// The fact of a kind that was stored last; nil where there is none.
    package func fact(_ kind: FactKind) -> Fact? { facts.last { $0.kind == kind.name } }
}
