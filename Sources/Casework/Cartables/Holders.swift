package import Accounts
package import Persian
package import Store
import VerifyCore

/// What became of a change of a cartable's holder.
package enum HolderResult: Sendable, Hashable {
    /// It was done.
    case done(Cartable)
    /// The person does not have the role of the cartable in its organisation.
    case noRole
    /// The approver requested the holder, or is the holder: another person must approve.
    case samePerson
    /// The cartable is not in a state in which this can be done.
    case state(Cartable.State)
}

/// A request for a holder, its approval, and the end of a holder.
extension Cartables {
    /// Marks an address as one for which a case requests a holder.
    package func request(
        _ cartable: Cartable,
        by caseID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> HolderResult {
        var cartable = cartable
        guard cartable.state == .missing || cartable.state == .vacant else {
            return .state(cartable.state)
        }
        try change(&cartable, to: .requested, request: caseID, at: now, in: connection)
        return .done(cartable)
    }

    /// Ends a request without a holder: the cartable is `missing` again, and keeps its due time.
    package func withdrawRequest(
        _ cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> HolderResult {
        var cartable = cartable
        guard cartable.state == .requested else { return .state(cartable.state) }
        try change(&cartable, to: .missing, at: now, in: connection)
        return .done(cartable)
    }

    /// Makes a person the holder of a cartable; a former holder ends in the same transaction.
    ///
    /// The approver is another natural person than the requester and the holder.
    ///
    /// - Throws: `CaseError`; `StoreError`; `MissingKey`.
    package func approve(
        _ person: PersonID,
        for cartable: Cartable,
        requestedBy requester: PersonID,
        approvedBy approver: PersonID,
        until: Timestamp? = nil,
        at now: Timestamp,
        in connection: Connection
    ) throws -> HolderResult {
        let others = try roles.naturalPersons([requester, person], in: connection)
        guard !(try roles.naturalPersons([approver], in: connection)).share(with: others) else {
            return .samePerson
        }
        guard try hasRole(person, of: cartable, at: now, in: connection) else { return .noRole }
        guard cartable.state != .closed else { return .state(.closed) }
        let keys = keyring.current
        if let former = try HolderRow.open(of: cartable.id, in: connection) {
            try former.end(of: cartable, at: now, by: keys, in: connection)
        }
        let holder = HolderRow(
            id: CaseID.make(),
            cartable: cartable.id,
            person: person,
            from: now,
            until: until,
            requestedBy: requester,
            approvedBy: approver
        )
        try holder.insert(of: cartable, by: keys, in: connection)
        var active = cartable
        try change(&active, to: .active, at: now, in: connection)
        return .done(active)
    }

    /// Ends the holder of a cartable, which is `vacant` afterwards, with a time until which it must have another one.
    package func endHolder(
        of cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> HolderResult {
        guard cartable.state == .active,
            let row = try HolderRow.open(of: cartable.id, in: connection)
        else { return .state(cartable.state) }
        try row.end(of: cartable, at: now, by: keyring.current, in: connection)
        var vacant = cartable
        try change(&vacant, to: .vacant, at: now, in: connection)
        return .done(vacant)
    }

    /// Ends the holder rows that stand on a role that ended; their cartables are `vacant` afterwards.
    ///
    /// Programs give it to `Roles` as its `EndHook`.
    package func endHolders(
        on ended: EndedRole,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        for row in try HolderRow.open(ofPerson: ended.person, in: connection) {
            guard let cartable = try Cartable.find(row.cartable, in: connection),
                cartable.role.rawValue == ended.role,
                cartable.organisation.text == ended.organisation
            else { continue }
            _ = try endHolder(of: cartable, at: now, in: connection)
        }
    }

    /// Ends holder rows past their end, 20 in a transaction; the cartables are `vacant` afterwards.
    ///
    /// - Throws: `StoreError`; `MissingKey`; `CaseError`.
    package func endExpired(at now: Timestamp) async throws {
        while try await roles.database.write({ try endExpired(at: now, in: $0) }) > 0 {}
    }

    func endExpired(at now: Timestamp, in connection: Connection) throws -> Int {
        let ids = try connection.all(
            """
            SELECT cartable
            FROM holder
            WHERE ended_at IS NULL AND until_at IS NOT NULL AND until_at <= \(now.description)
            ORDER BY until_at, id
            LIMIT 20
            """
        ) { try $0.text(0) }
        return try ids.count { id in
            guard let cartable = try Cartable.find(id, in: connection) else { return false }
            return try endHolder(of: cartable, at: now, in: connection) != .state(cartable.state)
        }
    }

    /// Closes an address at which nothing waits.
    ///
    /// The cases and errands are counted in this transaction; a case that arrives at the same moment reads the row of the
    /// cartable, so one of both transactions runs again.
    package func close(
        _ cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> HolderResult {
        let address: SQL = """
            service = \(cartable.service.text) AND
            """
        let waits =
            try connection.first(
                """
                SELECT 1
                FROM case_file
                WHERE \(address) wait_role = \(cartable.role.rawValue)
                    AND wait_organisation = \(cartable.organisation.text) AND closed_at IS NULL
                """
            ) { _ in true } ?? false
        let isAsked =
            try connection.first(
                """
                SELECT 1
                FROM errand
                WHERE \(address) to_role = \(cartable.role.rawValue)
                    AND to_organisation = \(cartable.organisation.text) AND ended_at IS NULL
                """
            ) { _ in true } ?? false
        guard !waits, !isAsked, cartable.state != .closed else { return .state(cartable.state) }
        if let row = try HolderRow.open(of: cartable.id, in: connection) {
            try row.end(of: cartable, at: now, by: keyring.current, in: connection)
        }
        var closed = cartable
        try change(&closed, to: .closed, at: now, in: connection)
        return .done(closed)
    }
}
