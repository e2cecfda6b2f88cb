import Persian
import VerifyCore

/// A case folded from its sealed events, and what its rows have differently.
///
/// An effect that issues acts on the fold. The step and the revision come from the events; the row, the parties and the
/// last submission are those of which the last event has the digest, so a row that was edited is found and never used.
struct CaseFold {
    /// The case as its events have it; nil where a seal or a digest does not fit.
    let snapshot: CaseSnapshot?
    /// What is wrong, in the order in which it was found.
    let faults: [CaseFault]

    init(_ stored: StoredCase, by keys: Keyring) {
        var faults = Self.chainFaults(stored, by: keys)
        faults += Self.rowFaults(stored, by: keys)
        self.faults = faults
        guard faults.isEmpty, let last = stored.events.last else {
            snapshot = nil
            return
        }
        var folded = stored.snapshot
        folded.file.step = last.event.toStep
        folded.file.revision = last.event.seq
        snapshot = folded
    }

    /// Follows the events: numbers without gaps, seals over the seal before, steps that join, times that do not decrease.
    private static func chainFaults(_ stored: StoredCase, by keys: Keyring) -> [CaseFault] {
        var faults: [CaseFault] = []
        var previous: CaseEventRow?
        for (index, row) in stored.events.enumerated() {
            let event = row.event
            if event.seq != Int64(index + 1) || event.revision != event.seq {
                faults.append(.gap(event.seq))
            }
            if let fault = keys.fault(
                row.statement(after: previous?.seal ?? []),
                row.seal,
                "event \(event.seq)"
            ) {
                faults.append(fault)
            }
            if event.fromStep != previous?.event.toStep { faults.append(.steps(event.seq)) }
            if let before = previous?.event.at, before > event.at {
                faults.append(.time(event.seq))
            }
            previous = row
        }
        return faults
    }

    /// Returns whether a new event over the rows would seal what was edited by hand: the first fault of the row, the parties,
    /// the form and the last event; nil for none.
    ///
    /// Every change looks for it, not only one that issues: the digest of a later event would make an edited subject right. A
    /// seal under a compromised or unknown key is not a fault here; such a chain issues nothing.
    static func headFault(of stored: StoredCase, by keys: Keyring) -> CaseFault? {
        guard let last = stored.events.last else { return .gap(1) }
        let previous = stored.events.dropLast().last?.seal ?? []
        if keys.verdict(on: last.statement(after: previous), sealed: last.seal) == .broken {
            return .seal("event \(last.event.seq)")
        }
        if let row = stored.submission, keys.verdict(on: row.statement, sealed: row.seal) == .broken
        {
            return .seal("submission \(row.number)")
        }
        return stateFaults(stored, last).first
    }

    /// Compares the row, the parties and the number of the form with the last event.
    private static func stateFaults(_ stored: StoredCase, _ last: CaseEventRow) -> [CaseFault] {
        var faults: [CaseFault] = []
        let file = stored.row.file
        if stored.row.headSeal != last.seal { faults.append(.head) }
        if file.revision != last.event.seq { faults.append(.revision) }
        if file.step != last.event.toStep { faults.append(.step) }
        let state = CaseState(stored.snapshot, of: stored.row)
        if state.digest != last.stateDigest { faults.append(.state) }
        return faults
    }

    /// Compares the rows with the last event.
    private static func rowFaults(_ stored: StoredCase, by keys: Keyring) -> [CaseFault] {
        guard let last = stored.events.last else { return [.gap(1)] }
        var faults = stateFaults(stored, last)
        let file = stored.row.file
        if file.openErrands != stored.errands.count(where: { $0.errand.endedAt == nil }) {
            faults.append(.errands)
        }
        if let row = stored.submission {
            faults += [keys.fault(row.statement, row.seal, "submission \(row.number)")]
                .compactMap(\.self)
        }
        faults += stored.facts.compactMap {
            keys.fault($0.statement, $0.seal, "fact \($0.fact.kind)")
        }
        faults += stored.errands.compactMap {
            keys.fault($0.statement, $0.seal, "errand \($0.errand.id)")
        }
        return faults
    }
}

/// What is wrong with the rows of a case.
package enum CaseFault: Sendable, Hashable, CustomStringConvertible {
    /// The numbers of the events have a gap here.
    case gap(Int64)
    /// A row does not match its seal; the text names it.
    case seal(String)
    /// A text or a form cannot be decrypted, or is not that of its event; the text names the row.
    case text(String)
    /// A row is sealed by a data key that is not in the keyring; the text names the row.
    case missingKey(String)
    /// An event begins in another step than the one before it ended.
    case steps(Int64)
    /// An event is older than the one before it.
    case time(Int64)
    /// The row does not have the seal of the last event.
    case head
    /// The row has another revision than the last event.
    case revision
    /// The row has another step than the last event.
    case step
    /// The row, the parties or the last submission are not those after the last event.
    case state
    /// The number of open errands is another one.
    case errands
    /// A clock has spans or a due time that do not hold; the text says which.
    case clock(String)
    /// The case waits at a cartable that does not exist or is closed.
    case cartable

    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .gap(let seq): "the event \(seq) is missing or has another number"
        case .seal(let row): "\(row) does not match its seal"
        case .text(let row): "\(row) is not the text of its event"
        case .missingKey(let row): "the data key of \(row) is not in the keyring"
        case .steps(let seq): "the event \(seq) begins in another step"
        case .time(let seq): "the event \(seq) is older than the one before it"
        case .head: "the row does not have the seal of the last event"
        case .revision: "the row has another revision than the last event"
        case .step: "the row has another step than the last event"
        case .state: "the row, the parties or the form differ from the last event"
        case .errands: "the number of open errands is wrong"
        case .clock(let problem): problem
        case .cartable: "the cartable does not exist or is closed"
        }
    }
}

extension Keyring {
    /// The fault of a row's seal; nil for an intact one.
    func fault(
        _ statement: RowStatement,
        _ seal: [UInt8],
        _ row: String
    ) -> CaseFault? {
        switch verdict(on: statement, sealed: seal) {
        case .intact: nil
        case .broken, .distrusted: .seal(row)
        case .undecided: .missingKey(row)
        }
    }
}
