import Accounts
package import Persian
import Store
import VerifyCore

/// What timers and clocks do in cases; a worker calls it.
extension Cases {
    /// Computes due times again after a change of the calendar, fires the timers that are due, and records the due times that
    /// passed, until nothing is left; returns how many timers fired.
    ///
    /// - Throws: `StoreError`; `MissingKey`; `CaseError`.
    @discardableResult
    package func work(at now: Timestamp) async throws -> Int {
        try await recomputeDues { now }
        var fired = 0
        while true {
            let due = try await database.write { try Timers.due(at: now, in: $0) }
            guard !due.isEmpty else { break }
            for timer in due { try await fireOrPostpone(timer, at: now) }
            fired += due.count
        }
        while true {
            let overdue = try await database.write { try clocks.overdue(at: now, in: $0) }
            guard !overdue.isEmpty else { return fired }
            for clock in overdue { try await breach(clock, at: now) }
        }
    }

    /// Fires one timer; one whose case cannot be read waits a day, so that it keeps no other one from firing.
    private func fireOrPostpone(_ timer: TimerRow, at now: Timestamp) async throws {
        do {
            return try await fire(timer, at: now)
        } catch is CaseError, is MissingKey {
            // What is wrong with the row or its key has raised an alarm.
        } catch StoreError.constraint {
            alarm(.broken)
        }
        try await database.write {
            try timer.move(to: now.adding(seconds: Self.postponedSeconds), in: $0)
        }
    }

    /// Fires one timer: a message, or an action of the step.
    private func fire(_ timer: TimerRow, at now: Timestamp) async throws {
        let words = timer.does.split(separator: ":", maxSplits: 1).map(String.init)
        if words.first == "lapse", words.count == 2 {
            let postponed = try await database.write { try postpone(timer, at: now, in: $0) }
            if postponed { return }
            let request = MoveRequest(
                ActionName(words[1]),
                of: timer.caseID,
                moveID: "\(timer.caseID)/\(timer.name)/\(timer.armedSequence)",
                revision: nil,
                by: .clock,
                via: .timer,
                at: now
            )
            let result = try await move(request)
            if let receipt = result.receipt {
                // A step that was left has cancelled its timers; one that was not still has this one.
                try await database.write {
                    _ = try timer.fire(sequence: receipt.seq, in: $0)
                }
                return
            }
            // It cannot be done now: it waits a day, and blocks no other timer.
            try await database.write {
                try timer.move(to: now.adding(seconds: 86_400), in: $0)
            }
            return
        }
        try await database.write { try note(timer, at: now, in: $0) }
    }

    /// Lets the end of a wait for a person wait where no reminder was accepted by a provider (D7).
    private func postpone(
        _ timer: TimerRow,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        guard let file = try CaseFileRow.find(timer.caseID, in: connection)?.file else {
            return false
        }
        switch file.waiting {
        case .applicant, .person: break
        case .cartable, .errands, .commission, .gateway, .date, .none: return false
        }
        let isSent = try connection.first(
            """
            SELECT 1
            FROM outbox
            WHERE source = 'case' AND source_id = \(timer.caseID) AND seq > \(timer.armedSequence)
                AND template = 'case-reminder' AND state = 'sent'
            """
        ) { _ in true }
        guard isSent == nil else { return false }
        let later = now.adding(seconds: Self.postponedSeconds)
        try timer.move(to: later, in: connection)
        try CaseFileRow.setDue(
            DueTime(later, isProvisional: false),
            of: timer.caseID,
            in: connection
        )
        return true
    }

    /// How long a lapse waits for a reminder that a provider accepts.
    private static let postponedSeconds: Int64 = 86_400

    /// Writes the event and the message of a reminder or an escalation; it makes no open form stale.
    private func note(_ timer: TimerRow, at now: Timestamp, in connection: Connection) throws {
        var isReminder = timer.does == CaseClocks.Word.remind
        guard
            let stored = try StoredCase.read(
                timer.caseID,
                by: keyring.current,
                files: files,
                in: connection
            ), stored.row.file.closedAt == nil,
            let service = catalog[stored.row.file.service, stored.row.file.version]
        else { return try timer.move(to: Timers.never, in: connection) }
        let seq = stored.row.file.revision + 1
        var isSilence = timer.does == CaseClocks.Word.silence
        if timer.moment?.isEscalation == true, !stored.escalates(timer, under: service) {
            // The clock runs on in a step of another party: it is armed for the office when the case comes back.
            return try timer.move(to: Timers.never, in: connection)
        }
        // Not fired or cancelled in the moment before.
        guard try timer.fire(sequence: seq, in: connection) else { return }
        if case .cartable = stored.row.file.waiting {
            // After a downtime several are due: the office gets one message, the strongest.
            for other in try Timers.waiting(of: timer.caseID, in: connection)
            where other.fireAt <= now && !other.does.hasPrefix("lapse:") {
                let isFired = try other.fire(sequence: seq, in: connection)
                guard isFired else { continue }
                if other.does != CaseClocks.Word.remind { isReminder = false }
                if other.does == CaseClocks.Word.silence { isSilence = true }
            }
        }
        let moveID = "\(timer.caseID)/\(timer.name)/\(timer.armedSequence)"
        if isSilence {
            return try recordSilence(stored, under: service, moveID, at: now, in: connection)
        }
        var work = try CaseWork(self, service, stored, at: now)
        let name: ActionName = isReminder ? "remind" : "late"
        let title = Wording(
            fa: isReminder ? "یادآوری" : "تأخیر",
            en: isReminder ? "Reminder" : "Late"
        )
        let change = CaseChange.record(name, title, moveID: moveID, via: .timer)
        try work.apply(change, in: connection)
        if isReminder {
            work.addNotice { try $0.remind(seq: seq, in: $1) }
        } else {
            work.addNotice { try $0.escalate(seq: seq, in: $1) }
        }
        try work.commit(in: connection)
    }

    /// The row of a case; nil where it cannot be read, which has raised an alarm.
    private func readable(_ id: String) async throws -> CaseFile? {
        do {
            return try await snapshot(id)?.file
        } catch is CaseError, is MissingKey {
            return nil
        }
    }

    /// Does the actions of a clock whose due time passed, and then records it: after a kill between both, the moves have
    /// their ids and are not done again.
    private func breach(_ clock: ClockRow, at now: Timestamp) async throws {
        if let file = try await readable(clock.caseID), let due = clock.due?.moment,
            let rule = catalog[file.service, file.version]?.clock(ClockName(clock.name))
        {
            for action in rule.onBreach {
                _ = try await move(
                    MoveRequest(
                        action,
                        of: clock.caseID,
                        moveID: "\(clock.caseID)/\(clock.name)/\(due)/\(action)",
                        revision: nil,
                        by: .clock,
                        via: .timer,
                        at: now
                    )
                )
            }
        }
        // A clock that changed with the move is read again with the next list.
        _ = try await database.write { try clocks.markBreach(of: clock, in: $0) }
    }
}

extension ClockTimer.Moment {
    /// Whether it concerns the office at which the case waits, and no step of another party.
    fileprivate var isEscalation: Bool {
        switch self {
        case .escalation, .afterDue: true
        case .after, .end: false
        }
    }
}

extension StoredCase {
    /// Whether an escalation is one of the office at which the case waits.
    fileprivate func escalates(_ timer: TimerRow, under service: Service) -> Bool {
        guard case .cartable = row.file.waiting else { return false }
        return service.step(row.file.step)?.clock?.text == timer.clock
    }
}
