package import Accounts
package import Persian
package import Store
import VerifyCore

/// A case as a person with a part in it sees it, and what the person can do now.
///
/// Pages and API read cases through it: `Cases.view`.
package struct CaseView: Sendable {
    /// The id.
    package let id: String
    /// The service, in the version of the case.
    package let service: Service
    /// What the person sees of it.
    package let visible: VisibleCase
    /// The number of the last event, which a move brings back.
    package let revision: Int64
    /// The revision of the last change of step, party, form or decisions about files.
    package let turn: Int64
    /// The relations of the person to the case; never empty.
    package let capacities: Set<Capacity>
    /// The actions of the step that are open to one of these relations, in the order of the step.
    package let actions: [OpenAction]
    /// The holder or deputy who claimed it; nil for a person who is neither, and for a case that no person claimed.
    package let claimedBy: PersonID?
    /// The notes that the person sees, by the numbers of their events.
    package let notes: [Int64: String]

    /// What programs of the organisation proposed since the last turn, oldest first.
    package var proposals: [VisibleEvent] {
        visible.events.filter { $0.proposal != nil && $0.seq > turn }
    }

    /// The step at which it is; the last one of a closed case.
    package var step: Step? { service.step(visible.step) }
    /// Whether the person works at it for an office.
    package var isOfficial: Bool { !capacities.isDisjoint(with: [.holder, .deputy]) }
}

/// An action that is open to a person.
package struct OpenAction: Sendable {
    /// The action.
    package let action: CaseAction
    /// What prevents it whatever the person types: exclusions, the quarantine of a new factor, conditions of the case.
    package let problems: [MoveProblem]
}

extension Cases {
    /// Returns a case as a person sees it; nil where there is none, and where the person has no part in it.
    ///
    /// - Throws: `CaseError.integrityFailure` for a row that was changed by hand; `CaseError.unsupported` where the program does
    ///   not have the version of the service; `MissingKey`; `StoreError`.
    package func view(
        _ id: String,
        of person: PersonID,
        at now: Timestamp
    ) async throws -> CaseView? {
        try await database.read { try view(id, of: person, at: now, in: $0) }
    }

    /// Returns a case as a person sees it, in a transaction.
    package func view(
        _ id: String,
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> CaseView? {
        guard let snapshot = try snapshot(id, in: connection) else { return nil }
        let file = snapshot.file
        guard let service = catalog[file.service, file.version] else {
            throw CaseError.unsupported("version \(file.version) of \(file.service)")
        }
        // Every part of the person: pages and API refuse what belongs to a role where the session may not use it.
        let actor = CaseActor.person(person, provedAt: nil, session: .staff)
        let relations = try relations(
            of: actor,
            to: snapshot,
            under: service,
            at: now,
            in: connection
        )
        guard !relations.all.isEmpty else { return nil }
        let capacities = Set(relations.all.map(\.capacity))
        let visible = snapshot.visible(
            to: snapshot.viewers(of: person, in: capacities),
            under: service
        )
        var notes: [Int64: String] = [:]
        // What a person wrote, the person reads, also where the service shows notes to officials only.
        let own = Set(
            snapshot.events.filter { $0.actor == person.description && $0.noteDigest != nil }
                .map(\.seq)
        )
        for event in visible.events where event.hasNote || own.contains(event.seq) {
            notes[event.seq] = try CaseWrites.note(
                of: id,
                seq: event.seq,
                by: keyring.current,
                in: connection
            )
        }
        let isOfficial = !capacities.isDisjoint(with: [.holder, .deputy])
        return CaseView(
            id: id,
            service: service,
            visible: visible,
            revision: file.revision,
            turn: file.turn,
            capacities: capacities,
            actions: try openActions(of: actor, relations, snapshot, service, now, connection),
            claimedBy: isOfficial ? file.claimedBy : nil,
            notes: notes
        )
    }

    /// The actions of the step that are open to the actor, with what prevents them.
    private func openActions(
        of actor: CaseActor,
        _ relations: CaseRelations,
        _ snapshot: CaseSnapshot,
        _ service: Service,
        _ now: Timestamp,
        _ connection: Connection
    ) throws -> [OpenAction] {
        guard snapshot.file.closedAt == nil, let step = service.step(snapshot.file.step) else {
            return []
        }
        return try step.actions.compactMap { action in
            guard action.name != step.inPlace || snapshot.isOfficeSilent,
                let relation = relations.relation(for: action, in: step, errand: nil)
            else { return nil }
            let problems = try standingProblems(
                of: actor,
                at: now,
                service,
                action,
                relation,
                snapshot,
                relations.authority,
                in: connection
            )
            let failed = try action.guards.filter { !(try $0.holds(snapshot, connection)) }
            return OpenAction(
                action: action,
                problems: problems + failed.map(MoveProblem.condition)
            )
        }
    }
}

extension CaseSnapshot {
    /// What a person with these relations reads as: parties read by their part, officials as holders.
    func viewers(of person: PersonID, in capacities: Set<Capacity>) -> Set<Viewer> {
        var viewers: Set<Viewer> = []
        for capacity in capacities {
            switch capacity {
            case .applicant: viewers.insert(.applicant)
            case .holder, .deputy, .addressee: viewers.insert(.holder)
            case .ownerUnit: viewers.insert(.ownerUnit)
            case .custodian: viewers.insert(.custodian)
            case .party:
                let roles = parties.filter { $0.person == person }.map(\.role)
                if roles.contains(.respondent) { viewers.insert(.respondent) }
                if roles.contains(where: { $0 != .respondent && $0 != .applicant }) {
                    viewers.insert(.member)
                }
            case .clock, .gateway, .program: break
            }
        }
        return viewers
    }
}
