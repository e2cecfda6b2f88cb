import Accounts
package import Persian
import Store
import VerifyCore

/// An office that stays silent a stated time after its due (D7): the event, and what is counted against it.
///
/// The event `silent` opens the action that the step names by `inPlace` to the unit of the service. A timer of the office's
/// clock writes it; where the cartable has no holder that clock stands still, and the due of the cartable decides.
package enum CaseSilence {
    /// The action of the event.
    package static let event: ActionName = "silent"

    /// Finds the events without a pass over all.
    static let index = Migration(
        "silence",
        1,
        "index of silent offices",
        "CREATE INDEX case_event_silent ON case_event (at, case_id) WHERE action = 'silent'"
    )
}

extension CaseSnapshot {
    /// Whether the office at which the case waits stayed silent, so that the unit of the service may act in its place.
    ///
    /// A case that came back to the office later, with time left, needs the event again.
    package var isOfficeSilent: Bool {
        let silent = events.last {
            $0.action == CaseSilence.event && $0.toStep == file.step
        }
        guard let silent else { return false }
        return silent.seq > arrivalSeq || (file.dueAt.map { $0 <= file.since } ?? false)
    }
}

extension Cases {
    /// The cases of one transaction.
    private static let silentAtOnce = 20

    /// Writes the event and the messages of an office that stayed silent; it makes no open form stale.
    func recordSilence(
        _ stored: StoredCase,
        under service: Service,
        _ moveID: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        guard try isEarliest(now, since: stored.snapshot.arrivedAt, in: connection) else { return }
        let seq = stored.row.file.revision + 1
        var work = try CaseWork(self, service, stored, at: now)
        let title = Wording(fa: "بی‌پاسخی", en: "No answer")
        let change = CaseChange.record(CaseSilence.event, title, moveID: moveID, via: .timer)
        try work.apply(change, in: connection)
        work.addNotice { try $0.silence(seq: seq, in: $1) }
        try work.commit(in: connection)
    }

    /// Whether the stated time has passed since the sealed event with which a case came to its office.
    ///
    /// Timers and the times of clocks have no seal: a silence that an edited row announces is recorded by none.
    private func isEarliest(
        _ now: Timestamp,
        since arrival: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        guard let budget = CalendarBudget(settings.silentDays, .workDays) else { return false }
        let scopes = ClockCalendar(applicantReachedBy: []).scopes
        let calendar = try clocks.store.calendars(in: connection).calendar(of: scopes)
        return try calendar.due(after: budget, from: arrival).moment <= now
    }

    /// Writes the event for the cases at cartables that are without holder so long after their due; returns how many.
    ///
    /// A row that cannot be read raises the alarm, and keeps no other case from its event.
    ///
    /// - Throws: `StoreError`; `DueTimeError`; `MissingKey`.
    @discardableResult
    package func recordSilence(at now: Timestamp) async throws -> Int {
        var count = 0
        var last: (dueAt: Timestamp, id: String)?
        while true {
            let after = last
            let overdue = try await database.read { connection in
                try cartables.withoutHolder(
                    after: after,
                    limit: Self.silentAtOnce,
                    in: connection
                ).filter { $0.dueAt.map { $0 <= now } ?? false }
            }
            for cartable in overdue { count += try await recordSilence(at: cartable, now) }
            guard let end = overdue.last, let due = end.dueAt else { return count }
            last = (due, end.id)
        }
    }

    private func recordSilence(at cartable: Cartable, _ now: Timestamp) async throws -> Int {
        let waits = try await database.read { connection -> Bool in
            guard let due = cartable.dueAt, cartable.state != .closed,
                let budget = CalendarBudget(settings.silentDays, .workDays)
            else { return true }
            let scopes = ClockCalendar(applicantReachedBy: []).scopes
            let calendar = try clocks.store.calendars(in: connection).calendar(of: scopes)
            return try calendar.due(after: budget, from: due.adding(seconds: -1)).moment > now
        }
        if waits { return 0 }
        var count = 0
        var last = ""
        while true {
            let start = last
            let ids = try await database.write {
                try silentCases(at: cartable, after: start, in: $0)
            }
            for id in ids where try await recordSilence(of: id, at: cartable, now) { count += 1 }
            guard let end = ids.last else { return count }
            last = end
        }
    }

    /// The cases that wait at a cartable and have no event since they came to it.
    private func silentCases(
        at cartable: Cartable,
        after last: String,
        in connection: Connection
    ) throws -> [String] {
        try connection.all(
            """
            SELECT id
            FROM case_file
            WHERE wait_role = \(cartable.role.rawValue)
                AND wait_organisation = \(cartable.organisation.text)
                AND service = \(cartable.service.text) AND closed_at IS NULL AND id > \(last)
                AND NOT EXISTS (
                    SELECT 1
                    FROM case_event
                    WHERE case_event.case_id = case_file.id AND case_event.action = 'silent'
                        AND case_event.at >= case_file.since
                )
            ORDER BY id
            LIMIT \(Self.silentAtOnce)
            """
        ) { try $0.text(0) }
    }

    private func recordSilence(
        of id: String,
        at cartable: Cartable,
        _ now: Timestamp
    ) async throws -> Bool {
        do {
            return try await database.write { connection in
                guard
                    let current = try Cartable.find(cartable.id, in: connection),
                    current.dueAt == cartable.dueAt, isIntact(current),
                    let stored = try StoredCase.read(
                        id,
                        by: keyring.current,
                        files: files,
                        in: connection
                    ),
                    stored.snapshot.file.waiting == .cartable(cartable.role, cartable.organisation),
                    let service = catalog[
                        stored.snapshot.file.service,
                        stored.snapshot.file.version
                    ],
                    service.step(stored.snapshot.file.step)?.inPlace != nil,
                    !stored.snapshot.isOfficeSilent
                else { return false }
                let moveID = "\(id)/silent/\(stored.snapshot.arrivalSeq)"
                try recordSilence(stored, under: service, moveID, at: now, in: connection)
                return true
            }
        } catch is CaseError, is MissingKey {
            // What is wrong with the row or its key has raised an alarm.
            return false
        }
    }
}

extension Cases {
    /// Whether a cartable is as it was sealed; one that is not raises the alarm.
    private func isIntact(_ cartable: Cartable) -> Bool {
        do {
            try keyring.current.requireIntact(
                cartable.statement,
                cartable.seal,
                "cartable",
                alarm: alarm
            )
            return true
        } catch {
            return false
        }
    }
}

/// How often the offices of an organisation stayed silent.
package struct SilenceCount: Sendable, Hashable {
    /// The organisation of the cases.
    package let organisation: OrganisationCode
    /// The cases in which an office stayed silent since the moment of the question.
    package let silent: Int
    /// Those of them that still wait for the office.
    package let waiting: Int
}

extension Cases {
    /// Returns how often offices stayed silent since a moment, by organisation, the one with the most first.
    ///
    /// - Throws: `StoreError`.
    package func silences(since start: Timestamp) async throws -> [SilenceCount] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT f.organisation, count(DISTINCT f.id),
                    count(DISTINCT CASE
                        WHEN f.closed_at IS NULL AND f.step = e.to_step AND f.since <= e.at THEN f.id
                    END)
                FROM case_event e
                JOIN case_file f ON f.id = e.case_id
                WHERE e.action = 'silent' AND e.at >= \(start.description)
                GROUP BY f.organisation
                ORDER BY 2 DESC, 1
                LIMIT \(Self.listed)
                """
            ) { row in
                SilenceCount(
                    organisation: OrganisationCode(try row.text(0)),
                    silent: Int(try row.int(1)),
                    waiting: Int(try row.int(2))
                )
            }
        }
    }

    /// Returns the open cases whose office stayed silent, the one that is due first first, after the last one of the page
    /// before.
    ///
    /// - Throws: `CaseError.integrityFailure` for a word that was changed by hand; `StoreError`.
    package func silentCases(
        after last: CartableList.Cursor? = nil,
        limit: Int = Inbox.pageSize
    ) async throws -> [CaseFile] {
        let from: SQL = last.map { " AND (due_at, id) > (\($0.dueAt), \($0.id))" } ?? ""
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(CaseFileRow.columns)
                FROM case_file
                WHERE closed_at IS NULL AND waiting = 'cartable'\(from)
                    AND id IN (SELECT case_id FROM case_event WHERE action = 'silent')
                    AND EXISTS (
                        SELECT 1
                        FROM case_event e
                        WHERE e.case_id = case_file.id AND e.action = 'silent'
                            AND e.to_step = case_file.step AND e.at >= case_file.since
                    )
                ORDER BY due_at, id
                LIMIT \(limit)
                """
            ) { try CaseFileRow($0).file }
        }
    }
}

extension CartableList.Cursor {
    /// The cursor after a case of a list by due; nil for a closed one.
    package init?(after file: CaseFile) {
        guard let due = file.dueAt else { return nil }
        self.init("\(due.description)~\(file.id)")
    }
}
