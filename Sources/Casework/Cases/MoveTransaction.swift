import Accounts
import Persian
import Store
import VerifyCore

/// Why an effect was refused: thrown to discard the transaction, never to a caller.
struct EffectRefusal: Error {
    let effect: EffectName
    let sentence: Wording
}

/// A move in its transaction: steps 9 to 17.
///
/// The body may run twice, and writes only rows that have a key.
struct MoveTransaction {
    let cases: Cases
    let request: MoveRequest
    let prepared: [EffectName: any Sendable]
    /// The refusal of an effect that the second transaction records.
    let refusal: EffectRefusal?

    init(
        _ cases: Cases,
        _ request: MoveRequest,
        prepared: [EffectName: any Sendable] = [:],
        refusal: EffectRefusal? = nil
    ) {
        self.cases = cases
        self.request = request
        self.prepared = prepared
        self.refusal = refusal
    }

    /// - Throws: `EffectRefusal` and `UnknownParty`, which discard the transaction; `CaseError`; `StoreError`.
    func run(in connection: Connection) throws -> MoveResult {
        if let settled = try settled(in: connection) { return settled }
        let examined = try cases.examine(request, in: connection)
        guard case .ready(let ready) = examined else {
            if case .result(let result) = examined { return result }
            return .notFound
        }
        return try perform(ready, in: connection)
    }

    /// The result of a move that was done before or comes too late (step 9); nil for one that can be tried.
    func settled(in connection: Connection) throws -> MoveResult? {
        if let known = try CaseEventRow.find(move: request.moveID, in: connection) {
            return try repeated(known, in: connection)
        }
        guard let seen = request.revision,
            let file = try CaseFileRow.find(request.caseID, in: connection)?.file,
            seen < file.turn
        else { return nil }
        return try conflict(file, in: connection)
    }

    private func repeated(_ known: CaseEventRow, in connection: Connection) throws -> MoveResult {
        let event = known.event
        guard known.caseID == request.caseID, event.action == request.action,
            event.actor == request.actor.name, event.inputsDigest == request.inputs.digest,
            let file = try CaseFileRow.find(known.caseID, in: connection)?.file
        else { return .reused }
        return .repeated(
            MoveReceipt(
                caseID: file.id,
                tracking: file.tracking,
                seq: event.seq,
                step: event.toStep,
                refusal: try refusal(of: known, in: connection)
            )
        )
    }

    /// The sentence of an effect that was refused, which is the text of the event; nil for an effect that was done.
    private func refusal(
        of known: CaseEventRow,
        in connection: Connection
    ) throws -> Wording? {
        guard known.event.effectRef == EffectResult.refused else { return nil }
        let text = try CaseWrites.note(
            of: known.caseID,
            seq: known.event.seq,
            by: cases.keyring.current,
            in: connection
        )
        return text.map { Wording(fa: $0, en: $0) }
    }

    /// The change that came first; only for a person with a relation to the case, whose text is kept as a draft.
    private func conflict(_ file: CaseFile, in connection: Connection) throws -> MoveResult {
        let keys = cases.keyring.current
        guard
            let snapshot = try StoredCase.read(
                file.id,
                by: keys,
                files: cases.files,
                in: connection
            )?.snapshot,
            let turn = snapshot.events.first(where: { $0.seq == file.turn }),
            let service = cases.catalog[file.service, file.version]
        else { return .missingDefinition }
        let relations = try cases.relations(
            of: request.actor,
            to: snapshot,
            under: service,
            at: request.at,
            in: connection
        )
        if relations.all.isEmpty, !relations.withheld.isEmpty { return .refused([.staffSession]) }
        // A colleague may have closed the case, so that the person has no relation to it now but had one before.
        let acted = snapshot.events.contains { $0.actor == request.actor.name }
        let holds = try request.actor.person.map {
            try cases.cartables.holds(anyOf: service.id, $0, at: request.at, in: connection)
        }
        let hadRelation = request.actor.usesRoles && (acted || holds == true)
        guard !relations.all.isEmpty || hadRelation else { return .notFound }
        if let person = request.actor.person, let typed = request.inputs.typed {
            let draft = CaseDraft(
                owner: person,
                service: file.service,
                caseID: file.id,
                version: file.version,
                body: typed,
                page: request.action.text,
                changedAt: request.at
            )
            try CaseWrites.draft(draft, by: keys, in: connection)
        }
        return .conflict(
            MoveConflict(
                action: turn.action,
                actor: turn.actor,
                at: turn.at,
                revision: file.revision,
                step: file.step
            )
        )
    }
}

extension MoveTransaction {
    private func perform(_ ready: ReadyMove, in connection: Connection) throws -> MoveResult {
        var ready = ready
        if CaseFold.headFault(of: ready.stored, by: cases.keyring.current) != nil {
            cases.alarm(.broken)
            return .refused([.integrity])
        }
        let runsEffects = !ready.inputs.isFirstPerson && refusal == nil
        // What opens an action in the place of an office is an earlier event: the whole chain holds it.
        let needsFold =
            ready.action.effects.contains(where: \.issues)
            || ready.action.name == ready.step.inPlace
        if runsEffects, needsFold {
            let fold = CaseFold(ready.stored, by: cases.keyring.current)
            guard let folded = fold.snapshot else {
                cases.alarm(.broken)
                return .refused([.integrity])
            }
            ready.stored.snapshot = folded
        }
        var change = CaseChange(
            action: ready.action,
            moveID: request.moveID,
            actor: request.actor,
            relation: ready.relation,
            via: request.via,
            read: ready.inputs,
            inputsDigest: request.inputs.digest,
            isRecordOnly: ready.inputs.isFirstPerson
        )
        if runsEffects {
            change.effect = try apply(ready.action, ready, offset: 0, in: connection)
        }
        if let refusal {
            change.word = EffectResult.refused
            change.effect = AppliedEffect(
                name: refusal.effect,
                reference: EffectResult.refused
            )
            change.read = ReadInputs(note: refusal.sentence.fa)
        }
        if change.isRecordOnly { change.read = ReadInputs(note: ready.inputs.note) }
        var work = try CaseWork(cases, ready.service, ready.stored, at: request.at)
        if let id = ready.inputs.errand { try answer(id, ready, &work, in: connection) }
        try work.apply(change, in: connection)
        let receipt = receipt(work)
        try cases.join(&work, after: request.moveID, in: connection) { action in
            try apply(action, ready, offset: 1, in: connection)
        }
        try work.commit(in: connection)
        return .moved(receipt)
    }

    /// Ends the errand that the move answers; its text stays with the errand.
    private func answer(
        _ id: String,
        _ ready: ReadyMove,
        _ work: inout CaseWork,
        in connection: Connection
    ) throws {
        guard let errand = work.openErrands.first(where: { $0.errand.id == id }) else {
            throw StoreError.conflict
        }
        let answer = ready.inputs.reason ?? ready.action.name.text
        let note = ready.inputs.note
        try work.endErrand(errand, .answered, answer: answer, note: note, in: connection)
    }

    /// Applies the effects of an action, in order (step 12); returns the last one with its reference.
    ///
    /// - Throws: `EffectRefusal`.
    private func apply(
        _ action: CaseAction,
        _ ready: ReadyMove,
        offset: Int64,
        in connection: Connection
    ) throws -> AppliedEffect? {
        var last: AppliedEffect?
        for effect in action.effects {
            guard let body = cases.effects[effect.name] else {
                throw CaseError.unsupported("the effect \(effect.name)")
            }
            guard let value = prepared[effect.name] else { throw UnpreparedEffect() }
            let context = ready.context(
                action.name,
                request,
                offset: offset,
                keys: cases.keyring.current
            )
            switch try body.apply(value, context, connection) {
            case .done(let reference):
                last = AppliedEffect(name: effect.name, reference: reference)
            case .refused(let sentence):
                throw EffectRefusal(effect: effect.name, sentence: sentence)
            }
        }
        return last
    }

    private func receipt(_ work: CaseWork) -> MoveReceipt {
        MoveReceipt(
            caseID: work.snapshot.file.id,
            tracking: work.snapshot.file.tracking,
            seq: work.lastSeq,
            step: work.snapshot.file.step,
            refusal: refusal?.sentence
        )
    }
}
