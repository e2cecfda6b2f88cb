package import Persian
import Store
import VerifyCore

/// Confirming months, and finding those that no head confirmed.
extension Roles {
    /// Returns the roles that were valid at some moment of a month, in the order of their beginning.
    package func grants(
        in organisation: String,
        during month: ConfirmedMonth
    ) async throws -> [RoleGrant] {
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(RoleGrantRow.columns)
                FROM role_grant
                WHERE organisation = \(organisation)
                    AND from_at < \(month.end.description)
                    AND (until_at IS NULL OR until_at > \(month.begin.description))
                    AND (ended_at IS NULL OR ended_at > \(month.begin.description))
                ORDER BY from_at, id
                """
            ) { try RoleGrant(RoleGrantRow($0), by: keys) }
        }
    }

    /// Confirms a month that is over in the name of an institution; a second confirmation changes nothing.
    ///
    /// Only the named head confirms, and no deputy: the circular gives the responsibility to this person.
    ///
    /// - Throws: `RolesError.notPermitted`; `.period` for a month that is not over; `.personRequired`; `.ended` for a month
    ///   that was confirmed.
    package func confirm(
        _ lists: ConfirmedLists,
        by actor: AuditActor,
        at now: Timestamp
    ) async throws {
        guard let id = actor.personID else { throw RolesError.personRequired }
        guard lists.month.end <= now else { throw RolesError.period }
        try await database.write { connection in
            let authority = try actingAuthority(of: PersonID(id), at: now, in: connection)
            guard
                authority.capacities.contains(where: {
                    $0.role == .head && $0.organisation == lists.organisation && $0.behalfOf == nil
                })
            else { throw RolesError.notPermitted }
            let (code, month) = (lists.organisation, lists.month.description)
            guard try MonthlyConfirmationRow.find(of: code, for: month, in: connection) == nil
            else { throw RolesError.ended }
            let row = try MonthlyConfirmationRow(
                id: RandomID.make(),
                organisation: code,
                month: month,
                people: Int64(lists.grants.count),
                codes: Int64(lists.codes),
                digest: lists.digest,
                confirmedBy: id,
                confirmedAt: now.description
            ).sealed(by: keyring.current)
            try row.insert(in: connection)
            try row.requireKept(in: connection)
            try audit.record(
                "month-confirmed",
                on: AuditObject(.organisation, code),
                by: actor,
                detail: month,
                at: now,
                in: connection
            )
        }
    }

    /// Returns the confirmations of an institution, the newest month first.
    package func monthlyConfirmations(
        of organisation: String,
        limit: Int
    ) async throws -> [MonthlyConfirmation] {
        let keys = keyring.current
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(MonthlyConfirmationRow.columns)
                FROM monthly_confirmation
                WHERE organisation = \(organisation)
                ORDER BY month DESC
                LIMIT \(limit)
                """
            ) { try MonthlyConfirmation(MonthlyConfirmationRow($0), by: keys) }
        }
    }

    /// Whether an institution had a head in a month, and has not confirmed it.
    package func mustConfirm(_ month: ConfirmedMonth, in organisation: String) async throws -> Bool
    {
        let isDone = try await database.read { connection in
            try MonthlyConfirmationRow.find(
                of: organisation,
                for: month.description,
                in: connection
            ) != nil
        }
        guard !isDone else { return false }
        return try await grants(in: organisation, during: month).contains { $0.role == .head }
    }

    /// Returns the codes of the institutions that had a head in a month and have not confirmed it, in their order.
    package func unconfirmed(_ month: ConfirmedMonth) async throws -> [String] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT code
                FROM organisation
                WHERE kind = 'institution' AND closed_at IS NULL
                    AND EXISTS (
                        SELECT 1
                        FROM role_grant
                        WHERE organisation = code AND role = 'head'
                            AND from_at < \(month.end.description)
                            AND (until_at IS NULL OR until_at > \(month.begin.description))
                            AND (ended_at IS NULL OR ended_at > \(month.begin.description))
                    )
                    AND NOT EXISTS (
                        SELECT 1
                        FROM monthly_confirmation
                        WHERE organisation = code AND month = \(month.description)
                    )
                ORDER BY code
                """
            ) { try $0.text(0) }
        }
    }

    /// Reminds the heads of the institutions that have not confirmed the month before; returns how many are late.
    ///
    /// Each head gets one message when the month is over, and one when the confirmation is late.
    ///
    /// The outbox keeps one message of each kind for an institution and a month, so that this can run often.
    package func remindOfMonth(at now: Timestamp) async throws -> Int {
        let month = ConfirmedMonth(of: now.tehranDate).previous
        let isLate = now >= MonthlyConfirmation.due(of: month)
        let codes = try await unconfirmed(month)
        for code in codes {
            try await remind(code, of: month, isLate: isLate, at: now)
        }
        return isLate ? codes.count : 0
    }

    private func remind(
        _ code: String,
        of month: ConfirmedMonth,
        isLate: Bool,
        at now: Timestamp
    ) async throws {
        let heads = try await grants(in: code).filter { $0.role == .head && $0.isValid(at: now) }
        try await database.write { connection in
            for head in heads {
                guard let person = try people.person(head.person, in: connection),
                    let contact = person.provenContact
                else { continue }
                try send(
                    .monthToConfirm(month, isLate: isLate),
                    to: contact,
                    person.language,
                    source: "\(code) \(month)",
                    in: connection
                )
            }
        }
    }
}
