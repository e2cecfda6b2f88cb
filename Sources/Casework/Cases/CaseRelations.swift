import Accounts
import Persian
import Store
import VerifyCore

/// A relation in which an actor can act on a case.
struct CaseRelation: Sendable, Hashable {
    let capacity: Capacity
    /// The holder for whom a deputy acts.
    var behalfOf: PersonID?
    /// The errand, for an addressee.
    var errand: String?
    /// Whether the person has it by a role, which only a session by password and second factor uses.
    var isOfRole = false
}

/// The relations of an actor to a case at a moment (steps 3 and 4 of a move).
struct CaseRelations: Sendable {
    let all: [CaseRelation]
    /// Those that the person has by a role, and cannot use in this session.
    var withheld: [CaseRelation] = []
    /// What the person may do at the moment; nil for a clock.
    let authority: Authority?

    /// The relation in which an action is done: the first of those to which it is open; nil for none.
    func relation(for action: CaseAction, in step: Step, errand: String?) -> CaseRelation? {
        Self.first(of: all, for: action, in: step, errand: errand)
    }

    /// Whether a session by password and second factor could do the action, and this one cannot.
    func needsStaffSession(for action: CaseAction, in step: Step, errand: String?) -> Bool {
        relation(for: action, in: step, errand: errand) == nil
            && Self.first(of: withheld, for: action, in: step, errand: errand) != nil
    }

    private static func first(
        of relations: [CaseRelation],
        for action: CaseAction,
        in step: Step,
        errand: String?
    ) -> CaseRelation? {
        let open = action.by.isEmpty ? step.waitsFor.capacities : action.by
        return relations.first {
            open.contains($0.capacity) && (errand == nil || $0.errand == nil || $0.errand == errand)
        }
    }
}

extension WaitingParty {
    /// The capacities of the party, for an action that names none.
    var capacities: Set<Capacity> {
        switch self {
        case .applicant: [.applicant]
        case .party: [.party]
        case .cartable: [.holder, .deputy]
        case .errands: [.addressee]
        case .commission, .date: []
        case .gateway: [.gateway]
        }
    }
}

extension Cases {
    /// Returns the relations of an actor to a case; rows whose seal is not intact give none and raise the alarm.
    ///
    /// - Throws: `CaseError.integrityFailure` for an edited holder row; `MissingKey`; `StoreError`.
    func relations(
        of actor: CaseActor,
        to snapshot: CaseSnapshot,
        under service: Service,
        at now: Timestamp,
        in connection: Connection
    ) throws -> CaseRelations {
        if case .program = actor { return CaseRelations(all: [], authority: nil) }
        guard let person = actor.person else {
            return CaseRelations(all: [CaseRelation(capacity: .clock)], authority: nil)
        }
        let authority = try roles.authority(of: person, at: now, in: connection)
        let reader = RelationReader(
            cases: self,
            person: person,
            authority: authority,
            service: service.id,
            now: now
        )
        var all: [CaseRelation] = []
        if case .cartable(let role, let organisation) = snapshot.file.waiting {
            all += try reader.official(role, organisation, in: connection)
        }
        for errand in snapshot.errands where errand.endedAt == nil {
            all += try reader.addressee(of: errand, in: connection)
        }
        if snapshot.file.openedBy == person {
            all.append(CaseRelation(capacity: .applicant, isOfRole: service.isOpenedInRole))
        }
        all += reader.parties(snapshot)
        if authority.decides(in: service.owner.text) {
            all.append(CaseRelation(capacity: .ownerUnit, isOfRole: true))
        }
        if authority.has(.custodian) {
            all.append(CaseRelation(capacity: .custodian, isOfRole: true))
        }
        let usesRoles = actor.usesRoles
        return CaseRelations(
            all: all.filter { usesRoles || !$0.isOfRole },
            withheld: all.filter { !usesRoles && $0.isOfRole },
            authority: authority
        )
    }
}

/// Reads the relations of one person.
private struct RelationReader {
    let cases: Cases
    let person: PersonID
    let authority: Authority
    let service: ServiceID
    let now: Timestamp

    /// Holder or deputy of an address.
    func official(
        _ role: Role,
        _ organisation: OrganisationCode,
        in connection: Connection
    ) throws -> [CaseRelation] {
        let cartables = cases.cartables
        guard let cartable = try Cartable.find(role, service, organisation, in: connection),
            let holder = try cartables.holder(of: cartable, at: now, in: connection)
        else { return [] }
        if holder.person == person { return [CaseRelation(capacity: .holder, isOfRole: true)] }
        let isDeputy = authority.capacities.contains {
            $0.behalfOf == holder.person && $0.role == role
                && $0.organisation == organisation.text
                && ($0.service == nil || $0.service == service.text)
        }
        guard isDeputy else { return [] }
        return [CaseRelation(capacity: .deputy, behalfOf: holder.person, isOfRole: true)]
    }

    /// The addressee of an errand, or a deputy of the holder to whom it went.
    func addressee(of errand: CaseErrand, in connection: Connection) throws -> [CaseRelation] {
        switch errand.to {
        case .person(person): return [CaseRelation(capacity: .addressee, errand: errand.id)]
        case .cartable(let role, let organisation):
            return try official(role, organisation, in: connection).map {
                CaseRelation(
                    capacity: .addressee,
                    behalfOf: $0.behalfOf,
                    errand: errand.id,
                    isOfRole: true
                )
            }
        case .person, .applicant, .errands, .commission, .gateway, .date, .none: return []
        }
    }

    /// A part in the case other than that of the applicant; in a step that waits for a person, only for that person.
    func parties(_ snapshot: CaseSnapshot) -> [CaseRelation] {
        let isParty = snapshot.parties.contains { $0.person == person && $0.role != .applicant }
        guard isParty else { return [] }
        if let waited = snapshot.file.waiting.person, waited != person { return [] }
        return [CaseRelation(capacity: .party)]
    }
}

extension Authority {
    /// Whether the person has a role of their own in an organisation.
    func hasOwn(in organisation: String) -> Bool {
        capacities.contains { $0.behalfOf == nil && $0.organisation == organisation }
    }

    /// Whether the person has a role of their own in a unit by which the person reads and decides its cases: the help desk,
    /// auditors and attesters of the unit do not.
    func decides(in organisation: String) -> Bool {
        capacities.contains {
            $0.behalfOf == nil && $0.organisation == organisation && $0.role.readsCasesOfUnit
        }
    }
}

extension Cases {
    /// Returns why natural persons may not do an action; nil where they may (step 5).
    ///
    /// A deputy is excluded as a person, and the holder for whom the deputy acts too.
    func exclusion(
        of actor: CaseActor,
        _ relation: CaseRelation,
        _ rules: [Exclusion],
        _ snapshot: CaseSnapshot,
        _ authority: Authority?,
        in connection: Connection
    ) throws -> MoveProblem? {
        guard let person = actor.person, !rules.isEmpty else { return nil }
        let ids = [person] + [relation.behalfOf].compactMap(\.self)
        let actors = try roles.naturalPersons(ids, in: connection)
        for rule in rules {
            switch rule {
            case .parties:
                let persons = snapshot.parties.compactMap(\.person) + [snapshot.file.openedBy]
                let parties = try roles.naturalPersons(persons, in: connection)
                if actors.share(with: parties) { return .excluded }
            case .actorOf(let action):
                guard let event = snapshot.lastEvent(action) else {
                    return .noEvent(action.text)
                }
                let former = [PersonID(event.actor)] + [event.behalfOf].compactMap(\.self)
                if actors.share(with: try roles.naturalPersons(former, in: connection)) {
                    return .excluded
                }
            case .requesterOfHolder:
                let requesters = try self.requesters(snapshot, in: connection)
                if actors.share(with: try roles.naturalPersons(requesters, in: connection)) {
                    return .excluded
                }
            case .unit(let role):
                let units = snapshot.parties(role).compactMap(\.organisation?.text)
                if units.contains(where: { authority?.hasOwn(in: $0) ?? false }) {
                    return .excluded
                }
            case .namedIn(let field):
                if let named = snapshot.named(in: field), actors.share(with: named) {
                    return .excluded
                }
            case .decidersBefore:
                guard let deciders = try decidersBefore(snapshot, in: connection) else {
                    alarm(.broken)
                    return .integrity
                }
                if actors.share(with: try roles.naturalPersons(deciders, in: connection)) {
                    return .excluded
                }
            }
        }
        return nil
    }

    /// The person who requested the holder of the cartable at which the case waits.
    private func requesters(
        _ snapshot: CaseSnapshot,
        in connection: Connection
    ) throws -> [PersonID] {
        guard case .cartable(let role, let organisation) = snapshot.file.waiting,
            let cartable = try Cartable.find(
                role,
                snapshot.file.service,
                organisation,
                in: connection
            ),
            let holder = try HolderRow.open(of: cartable.id, in: connection)
        else { return [] }
        return [holder.requestedBy]
    }
}

extension CaseSnapshot {
    /// The natural person whose national number a field has; nil for another text.
    fileprivate func named(in field: FieldName) -> NaturalPersons? {
        guard let text = submission?.values.text(field),
            let number = try? IDNumber(.national, typed: text)
        else { return nil }
        var named = NaturalPersons()
        named.insert([number])
        return named
    }
}
