package import Persian
package import Store
import Synchronization
import VerifyCore

/// A copy of the database that follows the primary, for look-ups that open no more than T0.
///
/// How far it is behind is measured from end to end. Each daemon writes a beat, the time on its own clock,
/// into a row of its own at the primary; whoever reads that beat in the copy finds there all that was
/// acknowledged before it. So an answer's `recordsAsOf` is never newer than the truth, and no two clocks
/// are compared. What was asked wrongly here a moment ago is asked at the primary, which counts attempts:
/// the copy may not know them yet, and would let tags be tried.
package final class Replica: Sendable {
    private struct State {
        var copy: Database?
        /// The newest beat that was read in the copy; nil while it is not to be asked.
        var seen: Timestamp?
        /// When the beat under way was begun.
        var beatBegan: Timestamp?
        /// Whether that beat was written, so that only the copy keeps it waiting.
        var isBeatWritten = false
        /// Addresses with wrong attempts, and until when they are asked at the primary.
        var doubts: [Int64: Timestamp] = [:]
        var answers = 0
    }

    private let primary: Database
    private let daemon: String
    private let bound: Int64
    private let open: @Sendable () throws -> Database
    private let state = Mutex(State())

    /// With more doubts than this at once everything is asked at the primary.
    private static let mostDoubts = 50_000
    /// Seconds after which a beat that does not end means that the copy hangs.
    private static let patience: Int64 = 2

    /// A copy of `primary` that may be `bound` seconds behind; `open` is called until it succeeds.
    package init(
        of primary: Database,
        daemon: String,
        bound: Int64,
        open: @escaping @Sendable () throws -> Database
    ) {
        self.primary = primary
        self.daemon = daemon
        self.bound = bound
        self.open = open
    }

    /// How many questions the copy has answered.
    package var answers: Int { state.withLock { $0.answers } }

    /// How many seconds the copy is behind at most; nil while the primary answers everything.
    package func age(at now: Timestamp) -> Int64? {
        state.withLock { usable($0, at: now) }.map {
            now.secondsSinceEpoch - $0.seen.secondsSinceEpoch
        }
    }

    private func usable(_ state: State, at now: Timestamp) -> (copy: Database, seen: Timestamp)? {
        guard let copy = state.copy, let seen = state.seen, isFresh(seen, at: now),
            !state.isBeatWritten
                || state.beatBegan.map({ now < $0.adding(seconds: Self.patience) }) ?? true
        else { return nil }
        return (copy, seen)
    }

    private func isFresh(_ beat: Timestamp, at now: Timestamp) -> Bool {
        // Both are cut to whole seconds, so a difference of `bound` may be nearly one more.
        now < beat.adding(seconds: bound)
    }
}

/// The beat.
extension Replica {
    private static let write = PreparedSQL { (daemon: String, now: Timestamp) in
        """
        INSERT INTO replica_beat (daemon, at)
        VALUES (\(daemon), \(now.description))
        ON CONFLICT (daemon) DO UPDATE SET at = excluded.at
        """
    }
    private static let find = PreparedSQL { (daemon: String) in
        "SELECT at FROM replica_beat WHERE daemon = \(daemon)"
    }

    /// Writes a beat at the primary and looks which one the copy has; to be called every second, on a
    /// thread that may block.
    ///
    /// Does nothing while the former one is under way. Throws what is wrong with one of the two: a copy that
    /// does not answer is not asked any more; where the primary is away it is, until its last beat is too old.
    package func beat(at now: Timestamp) async throws {
        let isFree = state.withLock { state in
            state.doubts = state.doubts.filter { now < $0.value }
            guard state.beatBegan == nil else { return false }
            state.beatBegan = now
            return true
        }
        guard isFree else { return }
        defer {
            state.withLock { state in
                state.beatBegan = nil
                state.isBeatWritten = false
            }
        }
        try await primary.write { [daemon] connection in
            try connection.execute(Self.write(daemon, now))
        }
        state.withLock { $0.isBeatWritten = true }
        do {
            let copy = try opened()
            let seen = try await copy.lookUp { try self.beat(in: $0) }
            state.withLock { $0.seen = seen }
        } catch {
            state.withLock { $0.seen = nil }
            throw error
        }
    }

    private func opened() throws -> Database {
        if let copy = state.withLock({ $0.copy }) { return copy }
        let copy = try open()
        state.withLock { $0.copy = copy }
        return copy
    }

    private func beat(in connection: Connection) throws -> Timestamp? {
        try connection.first(Self.find(daemon)) { try Timestamp(parsing: try $0.text(0)) }
    }

    /// Forgets the beats of daemons that have not been heard of for a day.
    package func sweep(at now: Timestamp) async throws {
        let old = now.adding(seconds: -86_400).description
        _ = try await primary.write { connection in
            try connection.execute("DELETE FROM replica_beat WHERE at < \(old)")
        }
    }
}

/// Questions.
extension Replica {
    /// The answer from the copy; nil where the primary has to be asked.
    ///
    /// The copy is believed only about a degree that it knows: what it does not find may have been issued
    /// a moment ago, and what is wrong with a row is the primary's to say.
    func answer(_ inquiry: LookUp) async -> Answer? {
        guard inquiry.opensOnlyT0, let copy = copy(for: inquiry) else { return nil }
        var quiet = inquiry
        quiet.observer = .none
        let beat = Self.find(daemon)
        let seen = try? await copy.lookUp(ahead: [beat] + inquiry.ahead) {
            [quiet] connection -> (LookUpOutcome, Timestamp)? in
            // Read before the row, so the row is at least as new.
            guard let beat = try self.beat(in: connection), self.isFresh(beat, at: quiet.now)
            else { return nil }
            return (try quiet.finding(in: connection), beat)
        }
        guard let (finding, beat) = seen else { return nil }
        guard case .settled(var answer) = finding, answer.degree != nil else {
            // Before the primary is asked, so that tags are not tried here while it is away.
            if let address = inquiry.typedAddress { doubt(address, at: inquiry.now) }
            return nil
        }
        answer.recordsAsOf = min(beat, inquiry.now)
        state.withLock { $0.answers += 1 }
        return answer
    }

    private func copy(for inquiry: LookUp) -> Database? {
        let address = inquiry.typedAddress
        return state.withLock { state in
            guard let copy = usable(state, at: inquiry.now)?.copy,
                state.doubts.count < Self.mostDoubts
            else { return nil }
            if let address, let end = state.doubts[address], inquiry.now < end { return nil }
            return copy
        }
    }

    /// Asks about an address only at the primary until the copy knows of a wrong attempt there.
    func doubt(_ address: Int64, at now: Timestamp) {
        state.withLock { $0.doubts[address] = now.adding(seconds: bound + 1) }
    }
}

extension LookUp {
    /// Whether nothing can be opened that has to leave a trace.
    fileprivate var opensOnlyT0: Bool { question.datum == nil && !verifier.hasConsent }
}
