import Accounts
import Persian
import Store
import VerifyCore

/// A case in the transaction that changes it: one or more events, and one write of the row.
struct CaseWork {
    let cases: Cases
    let service: Service
    var row: CaseFileRow
    var snapshot: CaseSnapshot
    /// The errands of the case that are open.
    var openErrands: [ErrandRow]
    /// The row that was read in the transaction; nil for a case that is opened.
    let former: CaseFile?
    let now: Timestamp
    /// What is written after the row of the case, to which it refers.
    var later: [(Connection) throws -> Void] = []
    /// The messages, which name the due that the clocks compute.
    private(set) var notices: [Notice] = []
    /// The events, each with its seal.
    var newEvents: [CaseEventRow] = []
    var arrival: Arrival?
    /// Whether step or waiting party changed, so that clocks change too.
    var enters = false
    /// The organisations that may see the case before the next event, without a person (`view(_:at:)`).
    private var audience: Set<OrganisationCode> = []

    /// A case that was read in this transaction; `now` is never before its last event (I11).
    ///
    /// - Throws: `CaseError.integrityFailure` where a row was edited by hand since the last event: a new one would seal it.
    init(_ cases: Cases, _ service: Service, _ stored: StoredCase, at now: Timestamp) throws {
        if let fault = CaseFold.headFault(of: stored, by: cases.keyring.current) {
            cases.alarm(.broken)
            throw CaseError.integrityFailure("case \(stored.row.file.id): \(fault)")
        }
        self.cases = cases
        self.service = service
        row = stored.row
        snapshot = stored.snapshot
        openErrands = stored.errands.filter { $0.errand.endedAt == nil }
        former = stored.row.file
        self.now = max(now, stored.events.last?.event.at ?? now)
        audience = organisations
    }

    /// A case that is opened.
    init(_ cases: Cases, _ service: Service, opening row: CaseFileRow, _ snapshot: CaseSnapshot) {
        self.cases = cases
        self.service = service
        self.row = row
        self.snapshot = snapshot
        openErrands = []
        former = nil
        now = snapshot.file.openedAt
    }

    /// The event of the last change.
    var lastSeq: Int64 { snapshot.file.revision }
}

extension CaseWork {
    /// Applies a change in memory, and prepares its rows (steps 13, 14 and 16).
    ///
    /// - Throws: `UnknownParty`; `CaseError`; `StoreError`.
    mutating func apply(_ change: CaseChange, in connection: Connection) throws {
        let seq = former == nil && newEvents.isEmpty ? 1 : snapshot.file.revision + 1
        let from = seq == 1 ? nil : snapshot.file.step
        var isTurn = try write(change.read, seq: seq)
        let destination = try destination(of: change)
        switch destination {
        case .stay:
            if seq == 1 { try arrive(in: snapshot.file.step, seq: seq, in: connection) }
        case .step(let name):
            isTurn = true
            try leave(change, in: connection)
            try arrive(in: name, seq: seq, in: connection)
        case .closed(let outcome):
            isTurn = true
            try leave(change, in: connection)
            close(as: outcome)
        }
        if change.action.marks.contains(.initialResult), !change.isRecordOnly {
            snapshot.file.initialResultAt = snapshot.file.initialResultAt ?? now
        }
        snapshot.file.revision = seq
        if isTurn || seq == 1 { snapshot.file.turn = seq }
        try addEvent(change, seq: seq, from: from)
        notify(change, seq: seq)
    }

    /// Finds the address of the step again, after its organisation got a successor: the party changes, and the step does not.
    ///
    /// - Throws: `UnknownParty`; `CaseError`; `StoreError`.
    mutating func arriveAgain(_ change: CaseChange, in connection: Connection) throws {
        let (seq, step) = (snapshot.file.revision + 1, snapshot.file.step)
        try arrive(in: step, seq: seq, in: connection)
        snapshot.file.revision = seq
        snapshot.file.turn = seq
        try addEvent(change, seq: seq, from: step)
    }

    private func destination(of change: CaseChange) throws -> Destination {
        if change.isRecordOnly { return .stay }
        return change.action.to.destination(
            of: snapshot,
            word: change.word,
            isSampled: try cases.isSampled(snapshot.file)
        )
    }

    /// Ends the errands that are open, when the case leaves the step that waits for them.
    private mutating func leave(_ change: CaseChange, in connection: Connection) throws {
        let isLapse = service.step(snapshot.file.step)?.errandLapse?.then == change.action.name
        for errand in openErrands {
            try endErrand(errand, isLapse ? .lapsed : .withdrawn, in: connection)
        }
    }

    /// Ends an open errand.
    mutating func endErrand(
        _ row: ErrandRow,
        _ ending: ErrandEnding,
        answer: String? = nil,
        note: String? = nil,
        in connection: Connection
    ) throws {
        let keys = cases.keyring.current
        try row.end(ending, answer: answer, note: note, at: now, by: keys, in: connection)
        openErrands.removeAll { $0.errand.id == row.errand.id }
        snapshot.file.openErrands = openErrands.count
        if let index = snapshot.errands.firstIndex(where: { $0.id == row.errand.id }) {
            snapshot.errands[index].endedAt = now
            snapshot.errands[index].ending = ending
            snapshot.errands[index].answer = answer
        }
    }

    mutating func arrive(in name: StepName, seq: Int64, in connection: Connection) throws {
        guard let step = service.step(name) else {
            throw CaseError.unsupported("the step \(name)")
        }
        let reader = ArrivalReader(cases: cases, service: service, snapshot: snapshot, now: now)
        let arrival = try reader.arrival(in: step, connection)
        snapshot.file.step = name
        snapshot.file.waiting = arrival.waiting
        snapshot.file.since = now
        (snapshot.file.claimedBy, snapshot.file.claimedAt) = (nil, nil)
        snapshot.file.openErrands = arrival.errands.count
        snapshot.errands = []
        self.arrival = arrival
        enters = true
    }

    private mutating func close(as outcome: CaseOutcome) {
        snapshot.file.waiting = .none
        snapshot.file.since = now
        snapshot.file.dueAt = nil
        snapshot.file.isProvisional = false
        (snapshot.file.claimedBy, snapshot.file.claimedAt) = (nil, nil)
        snapshot.file.outcome = outcome
        snapshot.file.closedAt = now
        arrival = nil
        enters = true
    }

    mutating func addEvent(_ change: CaseChange, seq: Int64, from: StepName?) throws {
        let declared = service.visibility.events[change.action.name]
        let event = CaseEvent(
            seq: seq,
            move: change.moveID,
            action: change.action.name,
            fromStep: from,
            toStep: snapshot.file.step,
            actor: change.actor.name,
            capacity: change.relation.capacity,
            behalfOf: change.relation.behalfOf,
            via: change.via,
            at: now,
            revision: seq,
            noteDigest: change.read.note.map { SHA256.digest(of: Array($0.utf8).span) },
            viewers: change.viewers ?? declared ?? [.applicant, .holder, .ownerUnit],
            inputsDigest: change.inputsDigest,
            effect: change.effect?.name,
            effectRef: change.effect?.reference
        )
        snapshot.events.append(event)
        var row = CaseEventRow(
            caseID: snapshot.file.id,
            event: event,
            stateDigest: CaseState(snapshot, of: self.row).digest
        )
        let keys = cases.keyring.current
        row.seal = try keys.caseSeal(row.statement(after: self.row.headSeal))
        newEvents.append(row)
        self.row.headSeal = row.seal
        addToFeed(seq: seq)
    }

    /// The change is for the organisations at which the case, or an open errand of it, waited before it or waits now.
    private mutating func addToFeed(seq: Int64) {
        let (id, now, both) = (snapshot.file.id, now, audience.union(organisations))
        audience = organisations
        later.append { try CaseWrites.feed(id, seq: seq, to: both, at: now, in: $0) }
    }

    /// The organisations at whose cartables the case, or an open errand of it, waits.
    private var organisations: Set<OrganisationCode> {
        let errands = openErrands.map(\.errand.to) + (arrival?.errands.map(\.to) ?? [])
        return Set(([snapshot.file.waiting] + errands).compactMap(\.cartableOrganisation))
    }

    private mutating func notify(_ change: CaseChange, seq: Int64) {
        guard !change.isRecordOnly else { return }
        let recipients =
            change.word == EffectResult.done
            ? change.action.notifies : change.action.notifies.filter { $0 == .holder }
        addNotice { try $0.send(recipients, of: change.action, seq: seq, in: $1) }
    }

    /// Stores messages after the rows of the change.
    mutating func addNotice(_ send: @escaping Notice.Body) {
        let texts = CaseNotices(cases: cases, service: service, snapshot: snapshot, now: now)
        notices.append(Notice(texts: texts, send: send))
    }
}

/// Messages of one event, which are stored when the due of the case is known.
struct Notice {
    typealias Body = (CaseNotices, Connection) throws -> Void

    var texts: CaseNotices
    let send: Body
}
