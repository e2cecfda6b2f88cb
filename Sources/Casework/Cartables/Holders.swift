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
    ///
    /// - Throws: `RolesError.lastHolder` where a person ends the role of the only holder of a service at SAORG (I18): a role
    ///   that ends by its time leaves the cartable `vacant`, which goes to the root administrators.
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
            if ended.isRemoval, try isLastOfRoot(cartable, in: connection) {
                throw RolesError.lastHolder
            }
            _ = try endHolder(of: cartable, at: now, in: connection)
        }
    }

    /// Whether a cartable of SAORG itself is the only one of its service there that has a holder.
    private func isLastOfRoot(_ cartable: Cartable, in connection: Connection) throws -> Bool {
        guard cartable.organisation.text == Organisation.saorg else { return false }
        let other = try connection.first(
            """
            SELECT 1
            FROM cartable
            WHERE organisation = \(Organisation.saorg) AND service = \(cartable.service.text)
                AND state = 'active' AND id <> \(cartable.id)
            LIMIT 1
            """
        ) { _ in true }
        return other == nil
    }

    /// Ends holder rows past their end, 20 in a transaction; the cartables are `vacant` afterwards.
    ///
    /// `failed` receives a holder whose rows cannot be read, for example after a change by hand; the others continue.
    ///
    /// - Throws: `StoreError`.
    package func endExpired(
        at now: Timestamp,
        failed: (_ holder: String, any Error) -> Void = { _, _ in }
    ) async throws {
        var last: (until: String, id: String) = ("", "")
        while true {
            let after = last
            let part = try await roles.database.write {
                try endExpired(after: after, at: now, in: $0)
            }
            for (id, error) in part.failures { failed(id, error) }
            guard let end = part.end else { return }
            last = end
        }
    }

    private static let endedAtOnce = 20

    /// Ends some holders after a place in the order of their ends; `end` is the last place, nil where none was left.
    func endExpired(
        after last: (until: String, id: String),
        at now: Timestamp,
        in connection: Connection
    ) throws -> (end: (until: String, id: String)?, failures: [(String, any Error)]) {
        let due = try connection.all(
            """
            SELECT cartable, until_at, id
            FROM holder
            WHERE ended_at IS NULL AND until_at IS NOT NULL AND until_at <= \(now.description)
                AND (until_at, id) > (\(last.until), \(last.id))
            ORDER BY until_at, id
            LIMIT \(Self.endedAtOnce)
            """
        ) { (cartable: try $0.text(0), until: try $0.text(1), id: try $0.text(2)) }
        var failures: [(String, any Error)] = []
        for row in due {
            do {
                guard let cartable = try Cartable.find(row.cartable, in: connection) else {
                    continue
                }
                // The change seals the row again: what was edited must not become right by it.
                try keyring.current.requireIntact(
                    cartable.statement,
                    cartable.seal,
                    "cartable",
                    alarm: alarm
                )
                _ = try endHolder(of: cartable, at: now, in: connection)
            } catch let error as StoreError {
                throw error
            } catch {
                failures.append((row.id, error))
            }
        }
        return (due.last.map { ($0.until, $0.id) }, failures)
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
