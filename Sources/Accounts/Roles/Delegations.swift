package import Persian
package import Store
import VerifyCore

/// What naming a deputy led to.
package enum DelegationOutcome: Sendable {
    /// The deputy is named.
    case delegated(Delegation)
    /// An administrator of SAORG has to approve it.
    case proposed(Proposal)
}

/// Deputies (flow 10): one step, with a begin and an end.
extension Roles {
    /// Names a deputy for a role; proposes it where the days of a year are used up (R107).
    ///
    /// The person who has the role names the deputy, or the head of the organisation in the place of an absent person.
    ///
    /// - Throws: `RolesError.period`; `.delegationTooLong`; `.delegationChain`; `.deputyWithoutRole`; `.notPermitted`.
    package func delegate(
        _ request: DelegationRequest,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws -> DelegationOutcome {
        guard let personID = actor.personID else { throw RolesError.personRequired }
        return try await database.write { connection in
            let maker = PersonID(personID)
            try requireMaker(maker, of: request, at: now, in: connection)
            do {
                try check(request, by: maker, at: now, in: connection)
            } catch RolesError.approvalRequired {
                let change = ProposedChange.delegation(request)
                return .proposed(try propose(change, by: actor, at: now, in: connection))
            }
            return .delegated(
                try insert(request, by: maker, approver: nil, actor, at: now, in: connection)
            )
        }
    }

    private func requireMaker(
        _ maker: PersonID,
        of request: DelegationRequest,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let authority = try actingAuthority(of: maker, at: now, in: connection)
        guard maker != request.delegator else { return }
        // In the place of another person, by the own role of a head: a deputy names no deputy.
        guard let capacity = authority.capacity(.head, in: request.organisation),
            capacity.behalfOf == nil
        else { throw RolesError.notPermitted }
    }

    /// Checks a request.
    ///
    /// - Throws: `RolesError.approvalRequired` as the last one, when everything else is right.
    func check(
        _ request: DelegationRequest,
        by maker: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard request.from < request.until, request.until > now else { throw RolesError.period }
        guard request.days <= Delegation.longestDays else { throw RolesError.delegationTooLong }
        let deputy = try naturalPersons([request.deputy], in: connection)
        guard try !deputy.share(with: naturalPersons([request.delegator, maker], in: connection))
        else { throw RolesError.otherPersonRequired }
        let own = try validGrants(of: request.delegator, at: now, in: connection)
        guard
            own.contains(where: {
                $0.role == request.role && $0.organisation == request.organisation
            })
        else { throw RolesError.notPermitted }
        guard try people.person(request.deputy, in: connection)?.maySignIn == true,
            try validGrants(of: request.deputy, at: now, in: connection)
                .contains(where: { $0.organisation == request.organisation })
        else { throw RolesError.deputyWithoutRole }
        try requireOneStep(request, in: connection)
        let days = try usedDays(of: request, in: connection) + request.days
        guard days <= Delegation.daysAYear else { throw RolesError.approvalRequired(days: days) }
    }

    /// During the period, the person is no deputy and the deputy has none.
    private func requireOneStep(_ request: DelegationRequest, in connection: Connection) throws {
        let rows =
            try DelegationRow.live(ofPerson: request.delegator, in: connection)
            + DelegationRow.live(ofPerson: request.deputy, in: connection)
        for row in rows where row.organisation == request.organisation {
            let overlaps =
                Timestamp(stored: row.fromAt) < request.until
                && request.from < Timestamp(stored: row.untilAt)
            let isChain =
                row.deputy == request.delegator.description
                || row.delegator == request.deputy.description
            if overlaps, isChain { throw RolesError.delegationChain }
        }
    }

    /// Returns the days on which the role had a deputy, within the 365 days before the end of the request.
    private func usedDays(
        of request: DelegationRequest,
        in connection: Connection
    ) throws -> Int64 {
        let start = request.until.adding(seconds: -365 * 86_400)
        let rows = try connection.all(
            """
            SELECT \(DelegationRow.columns)
            FROM delegation
            WHERE delegator = \(request.delegator.description) AND role = \(request.role.rawValue)
                AND organisation = \(request.organisation) AND until_at > \(start.description)
            """
        ) { try DelegationRow($0) }
        return rows.reduce(0) { days, row in
            let until =
                [row.untilAt, row.endedAt].compactMap { $0.map(Timestamp.init(stored:)) }
                .min() ?? start
            let from = max(Timestamp(stored: row.fromAt), start)
            return days + DelegationRequest.days(from: from, until: until)
        }
    }

    /// Writes a delegation, its audit rows and its messages; both persons are named in the rows.
    func insert(
        _ request: DelegationRequest,
        by maker: PersonID,
        approver: PersonID?,
        _ actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Delegation {
        let keys = keyring.current
        let row = try DelegationRow(
            id: RandomID.make(),
            delegator: request.delegator.description,
            deputy: request.deputy.description,
            role: request.role.rawValue,
            organisation: request.organisation,
            service: request.service,
            fromAt: request.from.description,
            untilAt: request.until.description,
            madeBy: maker.description,
            endedAt: nil
        ).sealed(by: keys)
        try row.insert(in: connection)
        try row.requireKept(in: connection)
        let approval = approver.map { " approved \($0)" } ?? ""
        try record("deputy-named", row, detail: approval, by: actor, at: now, in: connection)
        if let organisation = try organisation(row.organisation, in: connection) {
            if let deputy = try people.person(request.deputy, in: connection) {
                try send(
                    .deputy(request.role, organisation),
                    to: deputy,
                    source: row.id,
                    in: connection
                )
            }
            try notify(
                organisation,
                of: .newDeputy,
                about: request.role,
                source: row.id,
                in: connection
            )
            if organisation.code != Organisation.saorg {
                try notifySAORG(
                    of: .newDeputy,
                    about: request.role,
                    in: organisation,
                    source: row.id,
                    connection
                )
            }
        }
        return try Delegation(row, by: keys)
    }

    private func record(
        _ action: String,
        _ row: DelegationRow,
        detail: String = "",
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        try audit.record(
            action,
            on: AuditObject(.delegation, row.id),
            by: actor,
            detail: "\(row.role) \(row.organisation) of \(row.delegator) to \(row.deputy)\(detail)",
            at: now,
            in: connection
        )
        for (person, other) in [(row.delegator, row.deputy), (row.deputy, row.delegator)] {
            try audit.record(
                action,
                on: AuditObject(.person, person),
                by: actor,
                detail: "\(row.role) \(row.organisation) with \(other)",
                at: now,
                in: connection
            )
        }
    }

    /// Ends a delegation before its end: by either person, the head of the organisation, or an administrator.
    ///
    /// - Throws: `RolesError.notFound`; `.ended`; `.notPermitted`.
    package func end(
        delegation id: String,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws {
        guard let personID = actor.personID else { throw RolesError.personRequired }
        try await database.write { connection in
            guard let found = try DelegationRow.find(.text(id), in: connection) else {
                throw RolesError.notFound
            }
            let row = try required(found)
            if ![row.delegator, row.deputy].contains(personID) {
                let authority = try actingAuthority(of: PersonID(personID), at: now, in: connection)
                // As for one that does not exist: a person of another organisation learns nothing about it.
                guard authority.has(.head, in: row.organisation) || authority.has(.administrator)
                else { throw RolesError.notFound }
            }
            guard row.endedAt == nil else { throw RolesError.ended }
            try finish(row, by: actor, at: now, in: connection)
        }
    }

    func finish(
        _ row: DelegationRow,
        by actor: AuditActor,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var ended = row
        ended.endedAt = now.description
        try ended.save(replacing: row.seal, by: keyring.current, in: connection)
        try record("deputy-ended", ended, by: actor, at: now, in: connection)
    }

    /// Returns the delegations in an organisation that have not ended, in the order of their begin.
    package func delegations(
        in organisation: String,
        at now: Timestamp
    ) async throws -> [Delegation] {
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(DelegationRow.columns)
                FROM delegation
                WHERE organisation = \(organisation) AND ended_at IS NULL
                    AND until_at > \(now.description)
                ORDER BY from_at, id
                """
            ) { try Delegation(DelegationRow($0), by: keys) }
        }
    }
}

extension Roles {
    /// Returns the deputies of a person in a role at a moment; `service` is the one for which they act.
    package func deputies(
        of person: PersonID,
        as role: Role,
        in organisation: String,
        service: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [PersonID] {
        let keys = keyring.current
        return try DelegationRow.live(ofPerson: person, in: connection)
            .map { try Delegation($0, by: keys) }
            .filter {
                $0.delegator == person && $0.role == role && $0.organisation == organisation
                    && ($0.service == nil || $0.service == service) && $0.isValid(at: now)
            }
            .map(\.deputy)
    }
}

extension DelegationRow {
    /// Returns the rows of a person, on either side, that were not ended.
    static func live(
        ofPerson person: PersonID,
        in connection: Connection
    ) throws -> [DelegationRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM delegation
            WHERE (delegator = \(person.description) OR deputy = \(person.description))
                AND ended_at IS NULL
            """
        ) { try DelegationRow($0) }
    }
}
