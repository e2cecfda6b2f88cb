package import Persian
import Store
import VerifyCore

/// What a program of an organisation proposes for a case at its cartable: an action, which a person then does or not (D9).
package struct ProposalRequest: Sendable {
    /// The case.
    package let caseID: String
    /// The id that the client made; at most one move or proposal is done with it, in all cases.
    package let moveID: String
    /// The organisation whose cartable it is.
    package let organisation: OrganisationCode
    /// The API key.
    package let key: String
    /// The action of the step that is proposed.
    package let action: ActionName
    /// Why, for the person who decides.
    package let note: String
    /// The moment.
    package let at: Timestamp

    /// A proposal.
    package init(
        _ action: ActionName,
        of caseID: String,
        moveID: String,
        at organisation: OrganisationCode,
        byKey key: String,
        note: String,
        now: Timestamp
    ) {
        self.caseID = caseID
        self.moveID = moveID
        self.organisation = organisation
        self.key = key
        self.action = action
        self.note = note
        at = now
    }

    /// The digest of what is proposed: an id that comes again must bring the same.
    fileprivate var digest: Digest {
        var inputs = MoveInputs()
        (inputs.note, inputs.reason) = (note, action.text)
        return inputs.digest
    }
}

extension CaseEvent {
    /// The action of an event that proposes one.
    package static let proposing: ActionName = "propose"
    /// The kind of the fact that has the proposed action, by the number of its event.
    static let proposedFact: FactKind = "proposal"
}

extension Cases {
    /// The most proposals for a case between two of its turns.
    package static let mostProposals = 10

    /// Records a proposal: an event that leaves the case with its party, moves no due and makes no open form stale.
    ///
    /// Its text is encrypted as a note; holders and the owner unit see it, the applicant does not. It sets no value of any form.
    ///
    /// Returns `.notFound` where the case does not wait at a cartable of the organisation.
    ///
    /// - Throws: `CaseError`; `MissingKey`; `StoreError`.
    package func propose(_ request: ProposalRequest) async throws -> MoveResult {
        try await database.write { try propose(request, in: $0) }
    }

    private func propose(
        _ request: ProposalRequest,
        in connection: Connection
    ) throws -> MoveResult {
        let actor = CaseActor.program(key: request.key)
        if let known = try CaseEventRow.find(move: request.moveID, in: connection) {
            return try repeated(known.event, of: known.caseID, request, actor, in: connection)
        }
        let keys = keyring.current
        guard
            let stored = try StoredCase.read(
                request.caseID,
                by: keys,
                files: files,
                in: connection
            ), stored.row.file.waiting.cartableOrganisation == request.organisation
        else { return .notFound }
        let file = stored.row.file
        guard let service = catalog[file.service, file.version],
            let step = service.step(file.step)
        else { return .missingDefinition }
        let problems = Self.problems(of: request, in: step, stored.snapshot)
        guard problems.isEmpty else { return .refused(problems) }
        var work = try CaseWork(self, service, stored, at: request.at)
        var read = ReadInputs()
        read.note = Letters.stored(request.note)
        let seq = file.revision + 1
        read.facts = [(CaseEvent.proposedFact, String(seq), request.action.text)]
        let change = CaseChange(
            action: CaseAction(
                CaseEvent.proposing,
                Wording(fa: "پیشنهاد", en: "Proposal"),
                to: .stay
            ),
            moveID: request.moveID,
            actor: actor,
            relation: CaseRelation(capacity: .program),
            via: .api,
            read: read,
            inputsDigest: request.digest,
            isRecordOnly: true,
            viewers: [.holder, .ownerUnit]
        )
        try work.apply(change, in: connection)
        try work.commit(in: connection)
        return .moved(
            MoveReceipt(
                caseID: file.id,
                tracking: file.tracking,
                seq: seq,
                step: file.step,
                refusal: nil
            )
        )
    }

    /// What keeps a proposal from being recorded.
    private static func problems(
        of request: ProposalRequest,
        in step: Step,
        _ snapshot: CaseSnapshot
    ) -> [MoveProblem] {
        var problems: [MoveProblem] = []
        let isOpen = step.actions.contains { action in
            let open = action.by.isEmpty ? step.waitsFor.capacities : action.by
            return action.name == request.action && open.contains(.holder)
        }
        if !isOpen { problems.append(.notOpen) }
        let note = Letters.stored(request.note)
        if note.isEmpty || note.unicodeScalars.count > MoveLimit.noteScalars {
            problems.append(.note)
        }
        let count = snapshot.events.count {
            $0.action == CaseEvent.proposing && $0.seq > snapshot.file.turn
        }
        if count >= mostProposals { problems.append(.proposals) }
        return problems
    }

    private func repeated(
        _ event: CaseEvent,
        of caseID: String,
        _ request: ProposalRequest,
        _ actor: CaseActor,
        in connection: Connection
    ) throws -> MoveResult {
        guard caseID == request.caseID, event.action == CaseEvent.proposing,
            event.actor == actor.name, event.inputsDigest == request.digest,
            let file = try CaseFileRow.find(caseID, in: connection)?.file
        else { return .reused }
        return .repeated(
            MoveReceipt(
                caseID: caseID,
                tracking: file.tracking,
                seq: event.seq,
                step: event.toStep,
                refusal: nil
            )
        )
    }
}

extension MoveProblem {
    fileprivate static let proposals = MoveProblem(
        .proposals,
        Wording(
            fa:
                "برای این پرونده پیشنهادهای بسیاری مانده است که هنوز کسی تصمیمی دربارهٔ آن نگرفته است.",
            en: "The case has as many proposals as it may have before a person decides."
        )
    )
}
