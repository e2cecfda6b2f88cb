package import Accounts
package import Persian

extension CaseSnapshot {
    /// Returns what a reader with these relations sees: the one projection of a case (invariant I17).
    ///
    /// Pages, API, search, export, messages and logs read a case through it; only guards and effects see the rest.
    package func visible(to reader: Set<Viewer>, under service: Service) -> VisibleCase {
        let rules = service.visibility
        let seesIdentity = reader.contains(.applicant) || rules.identity.admits(reader)
        let seesNotes = rules.notes.admits(reader)
        return VisibleCase(
            tracking: file.tracking,
            service: file.service,
            version: file.version,
            step: file.step,
            waitsFor: file.waiting == .none ? nil : service.step(file.step)?.waitsFor,
            organisation: file.waiting.organisation,
            since: file.since,
            dueAt: file.dueAt,
            isProvisional: file.isProvisional,
            openedAt: file.openedAt,
            outcome: file.outcome,
            closedAt: file.closedAt,
            applicant: seesIdentity ? file.openedBy : nil,
            subject: seesIdentity ? file.subject : nil,
            values: submission.map { service.form.values($0.values, for: reader) } ?? [:],
            files: files.filter { service.form.shows($0.field, to: reader) },
            returned: returned.filter { service.form.shows($0.field, to: reader) },
            events: events.filter { $0.viewers.admits(reader) }
                .map { event in
                    VisibleEvent(
                        event,
                        reason: reason(of: event, under: service),
                        proposal: proposal(of: event),
                        hasNote: seesNotes && event.noteDigest != nil
                    )
                }
        )
    }

    /// The action that an event proposes; nil for an event that proposes none.
    private func proposal(of event: CaseEvent) -> ActionName? {
        guard event.action == CaseEvent.proposing else { return nil }
        let kind = CaseEvent.proposedFact.name
        return facts.first { $0.kind == kind && $0.key == String(event.seq) }
            .map { ActionName($0.body) }
    }

    /// The reason that an event brought, in the words of its list; nil for an event without one.
    private func reason(of event: CaseEvent, under service: Service) -> Choice? {
        let kind = ReasonList.factKind.name
        guard
            let fact = facts.first(where: { $0.kind == kind && $0.key == String(event.seq) }),
            let step = event.fromStep.flatMap({ service.step($0) }),
            let action = step.actions.first(where: { $0.name == event.action })
        else { return nil }
        return action.requires.lazy.compactMap(\.reasons).joined()
            .first { $0.value == fact.body }
    }
}

extension Requirement {
    /// The reasons from which one is chosen; nil for another requirement.
    package var reasons: [Choice]? {
        if case .reason(let list) = self { list.reasons } else { nil }
    }
}

/// A case as one reader sees it.
package struct VisibleCase: Sendable, Hashable {
    /// The tracking number.
    package let tracking: String
    /// The service.
    package let service: ServiceID
    /// The version of the service.
    package let version: Int
    /// The step.
    package let step: StepName
    /// The party that it waits for, as the step declares it; nil once it is closed.
    package let waitsFor: WaitingParty?
    /// The organisation at whose cartable it waits; nil where it waits for another party.
    package let organisation: OrganisationCode?
    /// Since when it waits.
    package let since: Timestamp
    /// Until when; nil once it is closed.
    package let dueAt: Timestamp?
    /// Whether the due may still change with the calendar.
    package let isProvisional: Bool
    /// When it was opened.
    package let openedAt: Timestamp
    /// How it ended; nil while it is open.
    package let outcome: CaseOutcome?
    /// When it ended; nil while it is open.
    package let closedAt: Timestamp?
    /// The person who opened it; nil where identities are not seen.
    package let applicant: PersonID?
    /// The person or organisation that it is about; nil where identities are not seen.
    package let subject: String?
    /// The answers that the reader sees.
    package let values: FormValues
    /// The files of fields that the reader sees.
    package let files: [FileDecision]
    /// What was returned, of fields that the reader sees.
    package let returned: [FieldReturn]
    /// The events that the reader sees.
    package let events: [VisibleEvent]
}

/// An event as a reader sees it: with the capacity in which an action was done, without the person.
package struct VisibleEvent: Sendable, Hashable {
    /// The number.
    package let seq: Int64
    /// The action.
    package let action: ActionName
    /// The step before; nil at the opening.
    package let fromStep: StepName?
    /// The step after.
    package let toStep: StepName
    /// The relation in which the actor acted.
    package let capacity: Capacity
    /// When.
    package let at: Timestamp
    /// Why it was done, in the words of the action's list; nil where the action asks for no reason.
    package let reason: Choice?
    /// The action that a program proposed; nil for every other event.
    package let proposal: ActionName?
    /// Whether it has a note that the reader sees.
    package let hasNote: Bool

    init(
        _ event: CaseEvent,
        reason: Choice? = nil,
        proposal: ActionName? = nil,
        hasNote: Bool
    ) {
        self.proposal = proposal
        seq = event.seq
        action = event.action
        fromStep = event.fromStep
        toStep = event.toStep
        capacity = event.capacity
        at = event.at
        self.reason = reason
        self.hasNote = hasNote
    }
}

extension Service {
    /// The readers of an action's events (`case_event.viewers`); without a rule, all who have a part in the case.
    package func viewers(ofEvent action: ActionName) -> Set<Viewer> {
        visibility.events[action] ?? Set(Viewer.allCases).subtracting([.everyone])
    }
}

extension Waiting {
    /// The organisation at whose cartable or commission the case waits; nil for others.
    package var organisation: OrganisationCode? {
        switch self {
        case .cartable(_, let code), .commission(let code): code
        case .applicant, .person, .errands, .gateway, .date, .none: nil
        }
    }
}

extension FormDefinition {
    /// Returns the answers whose fields a reader sees, in groups too; an entry without any is left out.
    func values(_ values: FormValues, for reader: Set<Viewer>) -> FormValues {
        Self.values(values, of: fields, for: reader)
    }

    private static func values(
        _ values: FormValues,
        of fields: [FieldDefinition],
        for reader: Set<Viewer>
    ) -> FormValues {
        var seen = FormValues()
        for field in fields where field.viewers.admits(reader) {
            if case .group(let inner, _) = field.type,
                case .entries(let entries) = values[field.name]
            {
                let visible = entries.map { Self.values($0, of: inner, for: reader) }
                if !visible.allSatisfy(\.isEmpty) { seen[field.name] = .entries(visible) }
            } else {
                seen[field.name] = values[field.name]
            }
        }
        return seen
    }

    /// Returns whether a reader sees the field at a JSON pointer, and each group around it; false for an unknown field.
    func shows(_ pointer: String, to reader: Set<Viewer>) -> Bool {
        var fields = self.fields
        var isKnown = false
        for part in pointer.split(separator: "/") where Int(part) == nil {
            guard let field = fields.first(where: { $0.name.text == part }),
                field.viewers.admits(reader)
            else { return false }
            isKnown = true
            if case .group(let inner, _) = field.type { fields = inner } else { fields = [] }
        }
        return isKnown
    }
}
