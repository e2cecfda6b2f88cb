import Persian
import Store
import VerifyCore

/// Answers to errands that no person gives on a page: of a sub-case, and of an office outside.
extension Cases {
    /// Does the action of a step whose errands are answered as its rule says, in the same transaction: a case never waits for
    /// errands without one that is open.
    func join(
        _ work: inout CaseWork,
        after moveID: String,
        in connection: Connection,
        effects: (CaseAction) throws -> AppliedEffect? = { _ in nil }
    ) throws {
        guard work.snapshot.file.waiting == .errands, !work.snapshot.errands.isEmpty,
            let step = work.service.step(work.snapshot.file.step)
        else { return }
        let answered = work.snapshot.errands.count { $0.ending == .answered }
        let isMet =
            switch step.errands {
            case .opinions(_, let rule):
                rule.isMet(answered: answered, of: work.snapshot.errands.count)
            case .child, .outside, .vote, nil: work.openErrands.isEmpty
            }
        guard isMet || work.openErrands.isEmpty else { return }
        guard let name = step.joined, let action = step.actions.first(where: { $0.name == name })
        else { throw CaseError.unsupported("errands without an action that joins them") }
        var change = CaseChange(
            action: action,
            moveID: "\(moveID)/\(name)",
            actor: .clock,
            relation: CaseRelation(capacity: .clock),
            via: .effect
        )
        change.effect = try effects(action)
        try work.apply(change, in: connection)
    }

    /// Ends an errand with an answer from outside of the case, and joins.
    func answer(
        _ errand: ErrandRow,
        with answer: String,
        moveID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let keys = keyring.current
        guard
            let stored = try StoredCase.read(errand.caseID, by: keys, files: files, in: connection),
            stored.row.file.closedAt == nil,
            let service = catalog[stored.row.file.service, stored.row.file.version]
        else { return }
        var work = try CaseWork(self, service, stored, at: now)
        try work.endErrand(errand, .answered, answer: answer, in: connection)
        let title = Wording(fa: "پاسخ", en: "Answer")
        let change = CaseChange.record("answered", title, moveID: moveID, via: .effect)
        try work.apply(change, in: connection)
        try join(&work, after: moveID, in: connection)
        try work.commit(in: connection)
    }
}
