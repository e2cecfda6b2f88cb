package import Persian
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
        var work = CaseWork(self, service, stored, at: now)
        try work.endErrand(errand, .answered, answer: answer, in: connection)
        let title = Wording(fa: "پاسخ", en: "Answer")
        let change = CaseChange.record("answered", title, moveID: moveID, via: .effect)
        try work.apply(change, in: connection)
        try join(&work, after: moveID, in: connection)
        try work.commit(in: connection)
    }

    /// Stores what an office outside reported, and answers the errand of its kind (D3: the fact is stored even where no
    /// case waits for it, and where the next step cannot begin).
    ///
    /// Returns false for a fact that was stored before.
    ///
    /// - Throws: `CaseError`; `StoreError`; `MissingKey`.
    package func report(
        _ kind: FactKind,
        key: String,
        body: String,
        from source: String,
        about caseID: String,
        at now: Timestamp
    ) async throws -> Bool {
        let fact = Fact(kind: kind.name, key: key, body: body, source: source, at: now)
        do {
            return try await database.write { try report(fact, kind, about: caseID, in: $0) }
        } catch is UnknownParty {
            return try await database.write { try store(fact, kind, about: caseID, in: $0) }
        }
    }

    private func report(
        _ fact: Fact,
        _ kind: FactKind,
        about caseID: String,
        in connection: Connection
    ) throws -> Bool {
        let errand = try ErrandRow.all(of: caseID, in: connection).first {
            $0.errand.endedAt == nil && $0.errand.outside != nil && $0.errand.kind == kind.name
        }
        var fact = fact
        if errand != nil, let file = try CaseFileRow.find(caseID, in: connection)?.file {
            fact.usedBySeq = file.revision + 1
        }
        guard try store(fact, kind, about: caseID, in: connection) else { return false }
        guard let errand else { return true }
        let moveID = "\(errand.errand.id)/answer"
        try answer(errand, with: fact.key, moveID: moveID, at: fact.at, in: connection)
        return true
    }

    /// Stores a fact; false for one that was stored before, and for a case that does not exist.
    private func store(
        _ fact: Fact,
        _ kind: FactKind,
        about caseID: String,
        in connection: Connection
    ) throws -> Bool {
        guard try CaseFileRow.find(caseID, in: connection) != nil,
            try !FactRow.exists(kind, key: fact.key, of: caseID, in: connection)
        else { return false }
        try FactRow(caseID: caseID, fact: fact, isGlobal: kind.isGlobal)
            .insert(by: keyring.current, in: connection)
        return true
    }
}
