package import Persian
package import Store
import VerifyCore

/// What a person may do in the name of organisations at a moment: the roles of the person's own grants, and those
/// of the persons for whom the person is a deputy.
package struct Authority: Sendable, Hashable {
    /// A role in an organisation, and where it comes from.
    package struct Capacity: Sendable, Hashable {
        /// The role.
        package let role: Role
        /// The code of the organisation.
        package let organisation: String
        /// The person for whom the person acts; nil for a role of the person's own.
        package let behalfOf: PersonID?
        /// The service that a delegation is limited to; nil for all.
        package let service: String?
        /// The id of the grant, or of the delegation.
        package let source: String
        /// When the capacity ends by itself.
        package let until: Timestamp?
    }

    /// The person.
    package let person: PersonID
    /// The moment for which the roles were read.
    package let moment: Timestamp
    /// The roles, own ones first.
    package let capacities: [Capacity]

    /// Whether the person has a role of their own: staff sign in with password and TOTP, and never by SMS.
    package var isStaff: Bool { capacities.contains { $0.behalfOf == nil } }

    /// Returns the capacity with a role; an own one before that of a deputy.
    ///
    /// `organisation`: the code of the organisation; nil for any.
    /// `service`: the service that is concerned; a delegation for one service is not counted elsewhere.
    package func capacity(
        _ role: Role,
        in organisation: String? = nil,
        for service: String? = nil
    ) -> Capacity? {
        capacities.first {
            $0.role == role && (organisation == nil || $0.organisation == organisation)
                && ($0.service == nil || $0.service == service)
        }
    }

    /// Whether the person has a role.
    package func has(_ role: Role, in organisation: String? = nil) -> Bool {
        capacity(role, in: organisation) != nil
    }

    /// Returns the capacity with which the person may grant or end a role; nil without one.
    ///
    /// A deputy grants in the place of the person who named the deputy, except to that person.
    package func capacity(toGrant role: Role, in organisation: String) -> Capacity? {
        switch role.granter {
        case .saorg(let granter): capacity(granter)
        case .head, .headWithApproval: capacity(.head, in: organisation)
        }
    }

    /// The audit trail's name of the person in a capacity.
    package func auditActor(as capacity: Capacity?, network: String) -> AuditActor {
        .person(person, behalfOf: capacity?.behalfOf, network: network)
    }
}

extension Roles {
    /// Returns what a person may do at a moment.
    ///
    /// Rows whose seal is not intact give no right and raise the alarm.
    ///
    /// - Throws: `StoreError`; `MissingKey` for a row sealed by a data key that only another machine has.
    package func authority(of person: PersonID, at now: Timestamp) async throws -> Authority {
        try await database.lookUp { try authority(of: person, at: now, in: $0) }
    }

    /// Returns what a person may do at a moment, in a transaction.
    ///
    /// Every change calls this in its own transaction, so that a role that ended a moment before gives no right.
    package func authority(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Authority {
        let (own, delegations) = try capacitySources(of: person, at: now, in: connection)
        var capacities = own.map { grant in
            Authority.Capacity(
                role: grant.role,
                organisation: grant.organisation,
                behalfOf: nil,
                service: nil,
                source: grant.id,
                until: grant.until
            )
        }
        for delegation in delegations {
            // A deputy has a role of the same organisation, and the other person still has the role. The deputy of a
            // person who was blocked, died or was joined acts no longer; quarantined credentials end nothing.
            guard own.contains(where: { $0.organisation == delegation.organisation }),
                try people.person(delegation.delegator, in: connection)?.maySignIn == true,
                try validGrants(of: delegation.delegator, at: now, in: connection)
                    .contains(where: {
                        $0.role == delegation.role && $0.organisation == delegation.organisation
                    })
            else { continue }
            capacities.append(
                Authority.Capacity(
                    role: delegation.role,
                    organisation: delegation.organisation,
                    behalfOf: delegation.delegator,
                    service: delegation.service,
                    source: delegation.id,
                    until: delegation.until
                )
            )
        }
        return Authority(person: person, moment: now, capacities: capacities)
    }

    private func capacitySources(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> (own: [RoleGrant], delegations: [Delegation]) {
        let own = try validGrants(of: person, at: now, in: connection)
        // A citizen has no role, and so cannot be a deputy: no second look-up.
        guard !own.isEmpty else { return (own, []) }
        let keys = keyring.current
        let delegations = try DelegationRow.all(ofDeputy: person, in: connection)
            .map { try accepted(Delegation($0, by: keys)) { $0.seal } }
        return (own, delegations.filter { $0.isValid(at: now) })
    }

    /// Returns the grants of a person that give a role at a moment.
    func validGrants(
        of person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> [RoleGrant] {
        let keys = keyring.current
        return try RoleGrantRow.all(ofPerson: person, in: connection)
            .map { try accepted(RoleGrant($0, by: keys)) { $0.seal } }
            .filter { $0.isValid(at: now) }
    }

    /// Raises the alarm for a value whose seal is not intact.
    ///
    /// - Throws: `MissingKey`.
    func accepted<Value>(
        _ value: Value,
        _ seal: (Value) -> Keyring.SealVerdict
    ) throws -> Value {
        switch seal(value) {
        case .intact: break
        case .undecided(let missing): throw missing
        case .broken, .distrusted: alarm(seal(value))
        }
        return value
    }
}
