import Accounts
package import Persian
import Store
import VerifyCore

/// What a changed calendar does in cases: the due of the row, an event and a message where readers see another day (K12).
extension Cases {
    /// The action of an event after which the due is another day.
    static let dueMoved: ActionName = "due-moved"

    /// Computes every open clock again that an older calendar computed; returns how many cases were computed.
    ///
    /// Each case is written in one transaction with its clocks, so a move at the same moment comes before it or after it.
    ///
    /// `failed` receives a case that cannot be computed, for example after a change by hand; the others continue.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    package func recomputeDues(
        failed: @escaping @Sendable (_ caseID: String, any Error) -> Void = { _, _ in },
        clock now: @escaping @Sendable () -> Timestamp
    ) async throws -> Int {
        let recomputation = ClockRecomputation(clocks) { moved, connection in
            try self.moved(moved, at: now(), in: connection)
        } failed: { id, error in
            failed(id, error)
        }
        return try await recomputation.run(clock: now)
    }

    /// Writes the due of a case whose clock moved; returns the event, nil without one.
    private func moved(
        _ moved: MovedClock,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64? {
        let id = moved.clock.caseID
        guard let due = moved.clock.due, let row = try CaseFileRow.find(id, in: connection),
            row.file.closedAt == nil, let service = catalog[row.file.service, row.file.version],
            isOfStep(moved.clock, row.file, in: service),
            try cartableDue(of: row.file, in: connection) == nil
        else { return nil }
        let stored = try StoredCase.readForRecord(row, in: connection)
        let states = CaseClocks(
            cases: self,
            service: service,
            snapshot: stored.snapshot,
            arrival: stored.snapshot.arrivalSeq
        )
        guard states.names(moved.clock.name) else { return nil }
        guard moved.isAnotherDay else {
            try CaseFileRow.setDue(due, of: id, in: connection)
            return nil
        }
        var work = try CaseWork(self, service, stored, at: now)
        work.snapshot.file.dueAt = due.moment
        work.snapshot.file.isProvisional = due.isProvisional
        let seq = stored.row.file.revision + 1
        let title = Wording(fa: "تغییر مهلت", en: "New due date")
        let moveID = "\(id)/due/\(moved.change)/\(seq)"
        try work.apply(
            .record(Self.dueMoved, title, moveID: moveID, via: .timer),
            in: connection
        )
        work.addNotice { try $0.dueMoved(seq: seq, in: $1) }
        try work.commit(in: connection)
        return seq
    }

    /// Whether the due of the case may be that of this clock; the whole case, with its events and its form, costs more to read
    /// than its clocks.
    private func isOfStep(_ clock: ClockRow, _ file: CaseFile, in service: Service) -> Bool {
        service.step(file.step)?.clock.map { $0.text == clock.name } ?? true
    }

    private func cartableDue(of file: CaseFile, in connection: Connection) throws -> Timestamp? {
        guard case .cartable(let role, let organisation) = file.waiting else { return nil }
        return try Cartable.find(role, file.service, organisation, in: connection)?.dueAt
    }
}
