package import Persian
import Store
import VerifyCore

/// Granting roles.
extension Roles {
    /// Gives a person a role, or proposes it where another person has to confirm.
    ///
    /// A new person gets an invitation. A person that can sign in gets a notice, and the official contact of an
    /// organisation outside SAORG gets one for each new role.
    ///
    /// - Throws: `RolesError`; `PeopleError`.
    package func grant(
        _ request: GrantRequest,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> GrantOutcome {
        try await database.write { connection in
            try checkFit(of: request, at: now, in: connection)
            guard let person = actor.personID.map({ PersonID($0) }) else {
                return .proposed(
                    try propose(.grant(request), by: actor, at: now, in: connection)
                )
            }
            let authority = try actingAuthority(of: person, at: now, in: connection)
            guard let capacity = authority.capacity(toGrant: request.role, in: request.organisation)
            else { throw RolesError.notPermitted }
            if request.role.granter == .headWithApproval {
                let actor = authority.auditActor(as: capacity, network: actor.network)
                return .proposed(
                    try propose(.grant(request), by: actor, at: now, in: connection)
                )
            }
            let grantor = Grantor(
                person: person,
                behalfOf: capacity.behalfOf,
                network: actor.network
            )
            return .granted(try grant(request, by: grantor, at: now, in: connection))
        }
    }

    /// Returns what a person may do who is about to change something: nothing for a person that is blocked, or
    /// whose credentials are in quarantine.
    ///
    /// - Throws: `RolesError.notPermitted`.
    func actingAuthority(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Authority {
        guard try signIn.standing(of: person, at: now, in: connection).isUsable else {
            throw RolesError.notPermitted
        }
        return try authority(of: person, at: now, in: connection)
    }

    /// Proposes several roles from the command line, in parts of `ProposedChange.mostGrants`.
    ///
    /// - Returns: the proposals, and the requests that cannot be granted with the reason, by their place.
    package func propose(
        _ requests: [GrantRequest],
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> (proposals: [Proposal], refused: [(place: Int, reason: RolesError)]) {
        guard actor.isOperator else { throw RolesError.personRequired }
        var refused: [(place: Int, reason: RolesError)] = []
        var right: [GrantRequest] = []
        for (place, request) in requests.enumerated() {
            do {
                try await database.read { try checkFit(of: request, at: now, in: $0) }
                right.append(request)
            } catch let reason as RolesError {
                refused.append((place, reason))
            }
        }
        var proposals: [Proposal] = []
        // One confirmer's capacity for each part.
        for granter in Set(right.map(\.role.granter)).sorted(by: { "\($0)" < "\($1)" }) {
            let part = right.filter { $0.role.granter == granter }
            let most = granter.isSAORG ? ProposedChange.mostGrants : 1
            for start in stride(from: 0, to: part.count, by: most) {
                let requests = Array(part[start...].prefix(most))
                let change: ProposedChange =
                    requests.count == 1 ? .grant(requests[0]) : .grants(requests)
                proposals.append(try await propose(change, by: actor, at: now))
            }
        }
        return (proposals, refused)
    }

    /// Checks what does not depend on the person: organisation, role and period.
    func checkFit(
        of request: GrantRequest,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard let organisation = try organisation(request.organisation, in: connection) else {
            throw RolesError.noSuchOrganisation(request.organisation)
        }
        guard organisation.isOpen(at: now) else {
            throw RolesError.organisationClosed(organisation.code)
        }
        guard request.role.kinds.contains(organisation.kind) else {
            throw RolesError.roleDoesNotFit(request.role, organisation.kind)
        }
        let from = request.from ?? now
        if let until = request.until, until <= max(from, now) { throw RolesError.period }
        // The number of usable root administrators may not fall by itself on a later day (I18).
        if request.role == .root, request.until != nil { throw RolesError.period }
    }

    /// Gives a role in the transaction of the caller, who has checked that the person may.
    func grant(
        _ request: GrantRequest,
        by grantor: Grantor?,
        actor: AuditActor? = nil,
        at now: Timestamp,
        in connection: Connection
    ) throws -> RoleGrant {
        try checkFit(of: request, at: now, in: connection)
        let person = try candidate(request.candidate, isBootstrap: grantor == nil, now, connection)
        if let grantor {
            let makers = [grantor.person, grantor.behalfOf].compactMap(\.self)
            let isConcerned = try naturalPersons(makers, in: connection)
                .share(with: naturalPersons([person.id], in: connection))
            if isConcerned { throw RolesError.otherPersonRequired }
        }
        let held = try RoleGrantRow.all(ofPerson: person.id, in: connection)
            .first { $0.role == request.role.rawValue && $0.organisation == request.organisation }
        if let held {
            guard let until = held.untilAt, Timestamp(stored: until) <= now else {
                throw RolesError.roleHeld
            }
            try finish(held, because: "expired", by: .system("roles"), at: now, in: connection)
        }
        let row = try RoleGrantRow(
            id: RandomID.make(),
            person: person.id.description,
            role: request.role.rawValue,
            organisation: request.organisation,
            fromAt: (request.from ?? now).description,
            untilAt: request.until?.description,
            grantedBy: grantor?.person.description,
            endedAt: nil
        ).sealed(by: keyring.current)
        try row.insert(in: connection)
        try row.requireKept(in: connection)
        let origin = grantor?.auditActor ?? actor ?? .system("roles")
        try recordGrant(row, "granted", by: origin, at: now, in: connection)
        try welcome(person, row, by: grantor?.person, at: now, in: connection)
        return try RoleGrant(row, by: keyring.current)
    }

    /// Writes what happened to a grant into its trail and that of the person.
    func recordGrant(
        _ row: RoleGrantRow,
        _ action: String,
        detail: String = "",
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let place = "\(row.role) \(row.organisation)"
        try audit.record(
            action,
            on: AuditObject(.grant, row.id),
            by: actor,
            detail: detail.isEmpty ? place : "\(place) \(detail)",
            at: now,
            in: connection
        )
        try audit.record(
            "role-\(action)",
            on: AuditObject(.person, row.person),
            by: actor,
            detail: place,
            at: now,
            in: connection
        )
    }

    /// Returns the person of a request: the owner of the number, a person who was invited with the same number and
    /// contact before, or a new one.
    private func candidate(
        _ candidate: GrantRequest.Candidate,
        isBootstrap: Bool,
        _ now: Timestamp,
        _ connection: Connection
    ) throws -> Person {
        let draft: PersonDraft
        switch candidate {
        case .person(let id):
            guard let person = try people.person(id, in: connection), person.maySignIn else {
                throw RolesError.noSuchPerson
            }
            return person
        case .invited(let invited): draft = invited
        }
        guard let contact = draft.contact else { throw RolesError.noContact }
        if let owner = try people.owner(of: draft.number, in: connection) {
            guard owner.maySignIn else { throw RolesError.noSuchPerson }
            return owner
        }
        for claim in try people.claims(of: draft.number, in: connection) {
            guard let known = try people.person(PersonID(claim.person), in: connection),
                known.contact(contact.channel) == contact, known.maySignIn,
                try !RoleGrantRow.all(ofPerson: known.id, in: connection).isEmpty
            else { continue }
            return known
        }
        return try people.insert(
            draft,
            source: isBootstrap ? .bootstrap : .invitation,
            at: now,
            in: connection
        )
    }
}
