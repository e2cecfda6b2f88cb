import Persian
import Store

/// Who may propose a change, and who may confirm it.
extension Roles {
    /// Returns the person for whom the proposer acts; nil for the proposer's own capacity.
    ///
    /// An operator at the machine may propose each change except those that need the presence of a person.
    ///
    /// - Throws: `RolesError.notPermitted`; `.personRequired`.
    func requireRight(
        toPropose change: ProposedChange,
        _ actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let personID = actor.personID else {
            guard actor.isOperator else { throw RolesError.personRequired }
            switch change {
            case .grant, .grants, .end, .reset, .block, .unblock: return
            case .attest, .join, .delegation: throw RolesError.personRequired
            }
        }
        let person = PersonID(personID)
        guard try mayConcernOneself(change, person, in: connection) else {
            throw RolesError.otherPersonRequired
        }
        let authority = try actingAuthority(of: person, at: now, in: connection)
        let mayPropose: Bool
        switch change {
        case .grant(let request):
            mayPropose =
                authority.capacity(toGrant: request.role, in: request.organisation) != nil
        case .grants(let requests):
            mayPropose = requests.allSatisfy {
                authority.capacity(toGrant: $0.role, in: $0.organisation) != nil
            }
        case .end: mayPropose = authority.has(.administrator)
        case .reset(let other, _):
            let organisations = try validGrants(of: other, at: now, in: connection)
                .map(\.organisation)
            mayPropose =
                authority.has(.administrator)
                || organisations.contains { authority.has(.head, in: $0) }
        case .block, .unblock: mayPropose = authority.has(.administrator)
        case .attest(let attestation):
            mayPropose = authority.has(.attester, in: attestation.organisation)
        case .join: mayPropose = authority.has(.administrator) || authority.has(.graduatesOffice)
        case .delegation(let request):
            mayPropose =
                person == request.delegator || authority.has(.head, in: request.organisation)
        }
        guard mayPropose else { throw RolesError.notPermitted }
    }

    /// Whether the change is about other natural persons than the proposer, or one that a person proposes about oneself: the own
    /// deputy, the end of the own role.
    private func mayConcernOneself(
        _ change: ProposedChange,
        _ person: PersonID,
        in connection: Connection
    ) throws -> Bool {
        switch change {
        case .delegation(let request) where request.delegator == person: return true
        case .end: return true
        default: break
        }
        return try !persons(concernedBy: change, in: connection)
            .share(with: naturalPersons([person], in: connection))
    }

    /// Returns the capacity with which a person may confirm or reject a change; nil without one.
    ///
    /// The person is neither the proposer nor one whom the change is about, and does not act for one of them.
    func capacity(
        of authority: Authority,
        toDecide proposal: Proposal,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Authority.Capacity? {
        guard let change = proposal.change else { return nil }
        let concerned = try persons(concernedBy: change, in: connection)
        let proposer = try naturalPersons([proposal.proposer].compactMap(\.self), in: connection)
        func isExcluded(_ person: PersonID) throws -> Bool {
            let person = try naturalPersons([person], in: connection)
            return concerned.share(with: person) || proposer.share(with: person)
        }
        guard try !isExcluded(authority.person) else { return nil }
        let roles: [Authority.Capacity?]
        switch change {
        case .grant(let request):
            roles =
                request.role.granter == .headWithApproval
                ? [authority.capacity(.administrator)]
                : [authority.capacity(toGrant: request.role, in: request.organisation)]
        case .grants(let requests):
            // One capacity for all of them: a list that needs two is proposed in two parts.
            let granters = Set(requests.map(\.role.granter))
            guard granters.count == 1, case .saorg(let granter)? = granters.first else {
                return nil
            }
            roles = [authority.capacity(granter)]
        case .end(let grant, _):
            guard let row = try RoleGrantRow.find(.text(grant), in: connection),
                let role = Role(rawValue: row.role)
            else { return nil }
            roles = [
                authority.capacity(toGrant: role, in: row.organisation),
                isGrantedByHead(role) ? authority.capacity(.administrator) : nil,
            ]
        case .reset(let person, _), .block(let person, _), .unblock(let person, _):
            // Administrators and root administrators are reset and blocked by root administrators only.
            let isAdministrator = try validGrants(of: person, at: now, in: connection)
                .contains { [.root, .administrator].contains($0.role) }
            roles = [authority.capacity(isAdministrator ? .root : .administrator)]
        case .attest(let attestation):
            // The second attester is at the same place, because the person is.
            roles = [authority.capacity(.attester, in: attestation.organisation)]
        case .join:
            roles = [authority.capacity(.administrator), authority.capacity(.graduatesOffice)]
        case .delegation: roles = [authority.capacity(.administrator)]
        }
        return try roles.compactMap(\.self)
            .first { capacity in try capacity.behalfOf.map { try !isExcluded($0) } ?? true }
    }

    private func isGrantedByHead(_ role: Role) -> Bool {
        switch role.granter {
        case .head, .headWithApproval: true
        case .saorg: false
        }
    }
}
