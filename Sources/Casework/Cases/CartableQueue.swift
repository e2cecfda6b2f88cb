import Accounts
import Persian
import Store

/// A cartable with the work that waits at it, for those who find its holder.
package struct WaitingCartable: Sendable, Hashable {
    /// The cartable.
    package let cartable: Cartable
    /// The open cases that wait at it.
    package let waiting: Int
    /// The case that requests a holder, where one does.
    package let request: CaseFile?
}

extension Cases {
    /// Returns the cartables without holder, the one that is due first first, after the last one of the page before.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that was changed by hand; `StoreError`.
    package func cartablesWithoutHolder(
        after last: CartableList.Cursor? = nil,
        limit: Int = Inbox.pageSize
    ) async throws -> [WaitingCartable] {
        let after = try last.map { (dueAt: try Timestamp(parsing: $0.dueAt), id: $0.id) }
        return try await database.read { connection in
            try cartables.withoutHolder(after: after, limit: limit, in: connection)
                .map { try waiting(at: $0, in: connection) }
        }
    }

    /// Returns the cartables of an organisation, by service and role.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that was changed by hand; `StoreError`.
    package func cartables(of organisation: OrganisationCode) async throws -> [WaitingCartable] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT \(Cartable.columns)
                FROM cartable
                WHERE organisation = \(organisation.text)
                ORDER BY service, role
                """
            ) { try Cartable($0) }
            .map { try waiting(at: $0, in: connection) }
        }
    }

    /// Returns the cartable at which a case waits; nil for a case that waits at none.
    ///
    /// - Throws: `StoreError`.
    package func cartable(of view: CaseView) async throws -> Cartable? {
        guard case .cartable(let role, _)? = view.visible.waitsFor,
            let organisation = view.visible.organisation
        else { return nil }
        return try await database.read {
            try Cartable.find(role, view.service.id, organisation, in: $0)
        }
    }

    private func waiting(at cartable: Cartable, in connection: Connection) throws -> WaitingCartable
    {
        let count = try connection.first(
            """
            SELECT count(*)
            FROM case_file
            WHERE wait_role = \(cartable.role.rawValue)
                AND wait_organisation = \(cartable.organisation.text)
                AND service = \(cartable.service.text) AND closed_at IS NULL
            """
        ) { Int(try $0.int(0)) }
        return WaitingCartable(
            cartable: cartable,
            waiting: count ?? 0,
            request: try cartable.requestCase.flatMap {
                try CaseFileRow.find($0, in: connection)?.file
            }
        )
    }
}

extension CartableList.Cursor {
    /// The cursor after a cartable of the queue; nil for one with a holder.
    package init?(_ waiting: WaitingCartable) {
        guard let due = waiting.cartable.dueAt else { return nil }
        self.init("\(due.description)~\(waiting.cartable.id)")
    }
}
