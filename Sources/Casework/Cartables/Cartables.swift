package import Accounts
package import Persian
package import Store
package import VerifyCore

/// The cartables: an address first, an inbox with a holder later (D5).
///
/// `missing → requested → active → vacant → closed`: a case that needs an address makes it `missing`; a request for a holder
/// makes it `requested`, and its refusal `missing` again; the approval makes it `active`; the end of the holder makes it
/// `vacant`. Only an address at which nothing waits is `closed`, and a case that needs it makes it `missing` again. A change
/// of the state moves no case.
package struct Cartables: Sendable {
    let roles: Roles
    let keyring: LiveKeyring
    let calendar: CalendarStore
    let settings: CaseSettings
    let alarm: @Sendable (Keyring.SealVerdict) -> Void

    /// The cartables over organisations and the calendar.
    package init(
        roles: Roles,
        keyring: LiveKeyring,
        calendar: CalendarStore,
        settings: CaseSettings = CaseSettings(),
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in }
    ) {
        self.roles = roles
        self.keyring = keyring
        self.calendar = calendar
        self.settings = settings
        self.alarm = alarm
    }

    /// Returns the cartable of an address, which exists afterwards and is not closed; reads its row in this transaction.
    ///
    /// Without that read PostgreSQL lets a cartable close while a case arrives.
    ///
    /// - Throws: `CaseError`; `StoreError`.
    package func ensure(
        _ role: Role,
        _ service: ServiceID,
        _ organisation: OrganisationCode,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Cartable {
        let keys = keyring.current
        if try Cartable.find(role, service, organisation, in: connection) == nil {
            let new = Cartable(
                id: CaseID.make(),
                role: role,
                service: service,
                organisation: organisation,
                state: .missing,
                since: now,
                duesSince: now,
                dueAt: try holderDue(from: now, in: connection)
            )
            try new.insertIfMissing(by: keys, in: connection)
        }
        guard var cartable = try Cartable.find(role, service, organisation, in: connection) else {
            throw StoreError.conflict
        }
        try keys.requireIntact(cartable.statement, cartable.seal, "cartable", alarm: alarm)
        if cartable.state == .closed {
            try change(&cartable, to: .missing, at: now, in: connection)
        }
        return cartable
    }

    /// Writes a new state, with the time until which a holder is to be found.
    ///
    /// A cartable that stays without holder keeps its due time: a refused request gives no new time.
    func change(
        _ cartable: inout Cartable,
        to state: Cartable.State,
        request: String? = nil,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let hadDue = cartable.dueAt
        cartable.state = state
        // Later than the former state, so that a worker sees the change within one second too.
        cartable.since = max(now, cartable.since.adding(seconds: 1))
        cartable.requestCase = request
        cartable.dueAt = state.hasDue ? try hadDue ?? holderDue(from: now, in: connection) : nil
        try cartable.update(by: keyring.current, in: connection)
        guard let new = try Cartable.find(cartable.id, in: connection) else {
            throw StoreError.conflict
        }
        cartable = new
    }

    /// Until when SAORG finds a holder, by the calendar of its headquarters.
    private func holderDue(from now: Timestamp, in connection: Connection) throws -> Timestamp {
        guard let budget = CalendarBudget(settings.cartableDays, .workDays) else { return now }
        let headquarters = ClockCalendar(applicantReachedBy: [])
        return try calendar.calendars(in: connection).calendar(of: headquarters.scopes)
            .due(after: budget, from: now).moment
    }
}

extension Cartables {
    /// Returns the row of the holder of an address at a moment; nil without one, and where the person lost the role.
    ///
    /// - Throws: `CaseError.integrityFailure` for an edited row, with the alarm; `MissingKey`.
    func holder(
        of cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> HolderRow? {
        guard let row = try HolderRow.open(of: cartable.id, in: connection) else { return nil }
        try keyring.current.requireIntact(
            row.statement(of: cartable),
            row.seal,
            "holder",
            alarm: alarm
        )
        guard row.isLive(at: now) else { return nil }
        return try hasRole(row.person, of: cartable, at: now, in: connection) ? row : nil
    }

    /// Whether a person has the role of a cartable in its organisation, not as a deputy.
    func hasRole(
        _ person: PersonID,
        of cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        try roles.authority(of: person, at: now, in: connection).capacities.contains {
            $0.behalfOf == nil && $0.role == cartable.role
                && $0.organisation == cartable.organisation.text
        }
    }

    /// Returns whether a person holds a cartable of a service, or is the deputy of a holder.
    func holds(
        anyOf service: ServiceID,
        _ person: PersonID,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        let authority = try roles.authority(of: person, at: now, in: connection)
        let persons = Set([person] + authority.capacities.compactMap(\.behalfOf))
        for id in persons {
            let isHolder = try HolderRow.open(ofPerson: id, in: connection).contains { row in
                try Cartable.find(row.cartable, in: connection)?.service == service
            }
            if isHolder { return true }
        }
        return false
    }

    /// Returns the cartable of an address; nil when no case has needed it.
    package func cartable(
        _ role: Role,
        _ service: ServiceID,
        _ organisation: OrganisationCode,
        in connection: Connection
    ) throws -> Cartable? {
        try Cartable.find(role, service, organisation, in: connection)
    }

    /// Returns the cartables without holder, the one that is due first first, after a cursor.
    package func withoutHolder(
        after last: (dueAt: Timestamp, id: String)? = nil,
        limit: Int = 50,
        in connection: Connection
    ) throws -> [Cartable] {
        let from: SQL =
            last.map { " AND (due_at, id) > (\($0.dueAt.description), \($0.id))" } ?? ""
        return try connection.all(
            """
            SELECT \(Cartable.columns)
            FROM cartable
            WHERE due_at IS NOT NULL\(from)
            ORDER BY due_at, id
            LIMIT \(min(max(limit, 1), 500))
            """
        ) { try Cartable($0) }
    }
}
