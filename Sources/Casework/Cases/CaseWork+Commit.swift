import Accounts
import Persian
import Store
import VerifyCore

extension CaseWork {
    /// Writes the row by compare-and-swap, then what refers to it, the clocks and the errands (steps 15 to 17).
    ///
    /// - Throws: `StoreError.conflict` where another move came first; `CaseError`.
    mutating func commit(in connection: Connection) throws {
        row.file = snapshot.file
        if snapshot.file.closedAt == nil, row.file.dueAt == nil || enters {
            // Until the clocks have computed it; the row is never open without a due.
            row.file.dueAt = arrival?.cartableDue ?? now
        }
        if let former {
            try row.update(replacing: former.revision, in: connection)
        } else {
            try row.insert(in: connection)
        }
        try writeParties(in: connection)
        for event in newEvents { try event.insert(in: connection) }
        for write in later { try write(connection) }
        later = []
        guard enters else {
            let due = snapshot.file.dueAt
                .map { DueTime($0, isProvisional: snapshot.file.isProvisional) }
            return try sendNotices(naming: due, in: connection)
        }
        try keepVacancies(in: connection)
        let due = try enterClocks(in: connection)
        try writeErrands(until: due?.moment ?? now, in: connection)
        try sendNotices(naming: due, in: connection)
        try answerParent(in: connection)
    }

    private func sendNotices(naming due: DueTime?, in connection: Connection) throws {
        for notice in notices {
            var texts = notice.texts
            // That of a step which the same move has left is not known.
            if texts.snapshot.file.revision == snapshot.file.revision { texts.due = due }
            try notice.send(texts, connection)
        }
    }

    private func writeParties(in connection: Connection) throws {
        guard former == nil else { return }
        for party in snapshot.parties { try party.insert(of: snapshot.file.id, in: connection) }
    }

    /// Keeps the times without holder of the step that the case leaves, before its clocks stop or continue.
    private func keepVacancies(in connection: Connection) throws {
        guard let former else { return }
        let gaps = try CaseVacancies.past(of: former, until: now, in: connection)
        try cases.clocks.keep(gaps, of: former.id, at: now, in: connection)
    }

    private func enterClocks(in connection: Connection) throws -> DueTime? {
        let clocks = CaseClocks(
            cases: cases,
            service: service,
            snapshot: snapshot,
            arrival: snapshot.arrivalSeq
        )
        let dues = try cases.clocks.enter(
            try clocks.states(in: connection),
            of: snapshot.file.id,
            sequence: lastSeq,
            at: now,
            in: connection
        )
        guard snapshot.file.closedAt == nil else { return nil }
        guard let due = clocks.due(dues, cartableDue: arrival?.cartableDue) else {
            throw CaseError.unsupported("a step without a due time")
        }
        try CaseFileRow.setDue(due, of: snapshot.file.id, in: connection)
        return due
    }

    private func writeErrands(until due: Timestamp, in connection: Connection) throws {
        guard let arrival else { return }
        for plan in arrival.errands {
            var child: String?
            if let service = plan.child {
                child = try cases.openChild(service, of: snapshot, at: now, in: connection)
            }
            let errand = CaseErrand(
                id: CaseID.make(),
                kind: plan.kind,
                to: plan.to,
                child: child,
                askedSeq: lastSeq,
                dueAt: due,
                outside: plan.outside
            )
            try ErrandRow(caseID: snapshot.file.id, service: service.id, errand: errand)
                .insert(by: cases.keyring.current, in: connection)
        }
    }

    /// Answers the errand of the case of which this one is a part, when it is closed.
    private func answerParent(in connection: Connection) throws {
        guard snapshot.file.closedAt != nil,
            let errand = try ErrandRow.open(ofChild: snapshot.file.id, in: connection)
        else { return }
        try cases.answer(
            errand,
            with: snapshot.file.outcome?.rawValue ?? "",
            moveID: "\(snapshot.file.id)/closed",
            at: now,
            in: connection
        )
    }
}
