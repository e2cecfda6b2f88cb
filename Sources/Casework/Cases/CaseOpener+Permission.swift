import Accounts
import Store
import VerifyCore

/// Who may open a case.
extension CaseOpener {
    /// Why the origin may not open a case now; nil where it may.
    func permission(in connection: Connection) throws -> MoveProblem? {
        let rule = service.opening
        switch request.origin {
        case .effect: return rule.by.contains(.effect) ? nil : .notOpener
        case .bulk:
            guard rule.by.contains(.bulk) else { return .notOpener }
            return try isOffered(isOwnerUnit: true, in: connection) ? nil : .closedService
        case .person(let id, _):
            return switch try standing(of: id, in: connection) {
            case .open: nil
            case .closed: .closedService
            case .unproven, .otherReaders: .notOpener
            case .otherSession: .staffSession
            }
        }
    }

    /// Whether the service takes a new case from a person now, before a form is read.
    func standing(of id: PersonID, in connection: Connection) throws -> OpeningStanding {
        let authority = try cases.roles.authority(of: id, at: request.at, in: connection)
        let offer = try offer(in: connection)
        let isOwner = authority.hasOwn(in: service.owner.text)
        guard offer.accepts(at: request.at, isOwnerUnit: isOwner) else { return .closed(offer) }
        guard let person = try cases.roles.signIn.people.person(id, in: connection) else {
            return .otherReaders
        }
        if isOpener(person, authority, of: nil) { return .open }
        if isOpener(person, authority, of: nil, inSession: .staff) { return .otherSession }
        let isForPersons = service.opening.by.contains { opener in
            if case .person = opener { true } else { false }
        }
        return isForPersons ? .unproven : .otherReaders
    }

    /// Why the person may not open a case of this organisation; nil where the person may.
    ///
    /// A role opens cases of the organisation in which the person has it, whatever the form names.
    func permission(
        of organisation: OrganisationCode,
        in connection: Connection
    ) throws -> MoveProblem? {
        guard case .person(let id, _) = request.origin,
            let person = try cases.roles.signIn.people.person(id, in: connection)
        else { return nil }
        let authority = try cases.roles.authority(of: id, at: request.at, in: connection)
        if isOpener(person, authority, of: organisation) { return nil }
        return .otherOrganisation(at: service.organisationFields.first)
    }

    /// Whether a person may open a case, by level, role or unit; `organisation` is that of the case, nil before it is known.
    ///
    /// Roles and units count only in a session that may use them: `session`, or that of the request.
    private func isOpener(
        _ person: Person,
        _ authority: Authority,
        of organisation: OrganisationCode?,
        inSession session: SignInSession.Kind? = nil
    ) -> Bool {
        let usesRoles = session.map { $0 == .staff } ?? request.actor.usesRoles
        return service.opening.by.contains { opener in
            switch opener {
            case .person(let level): person.level.rawValue >= level.rawValue
            case .holder(let role): usesRoles && authority.hasOwn(role, in: organisation)
            case .unit(let code): usesRoles && authority.hasOwn(in: code.text)
            case .anonymous, .effect, .bulk: false
            }
        }
    }

    private func isOffered(isOwnerUnit: Bool, in connection: Connection) throws -> Bool {
        try offer(in: connection).accepts(at: request.at, isOwnerUnit: isOwnerUnit)
    }

    private func offer(in connection: Connection) throws -> ServiceOffer {
        let keys = cases.keyring.current
        let offer = try ServicePhases.offer(of: service.id, by: keys, in: connection)
        if offer.seal != .intact { cases.alarm(offer.seal) }
        return offer
    }
}

extension Authority {
    /// Whether the person has a role of their own in an organisation; nil means any.
    func hasOwn(_ role: Role, in organisation: OrganisationCode?) -> Bool {
        capacities.contains { capacity in
            capacity.behalfOf == nil && capacity.role == role
                && organisation.map { $0.text == capacity.organisation } ?? true
        }
    }
}
