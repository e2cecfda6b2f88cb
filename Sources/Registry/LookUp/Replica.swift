package import Persian
package import Store
import Synchronization
import VerifyCore

/// A copy of the database that follows the primary, for look-ups that show no more than T0.
///
/// The delay is measured from end to end. Each daemon writes a beat, the time on its own clock, into its
/// own row at the primary; a reader that finds the beat in the copy finds there everything acknowledged
/// before it. So an answer's `recordsAsOf` is never newer than the truth, and no two clocks are compared.
/// An address with attempts in this process is read at the primary, which counts attempts: the copy may not
/// show them yet, so tags could be tried there.
package final class Replica: Sendable {
    private struct State {
        var copy: Database?
        /// The newest beat that was read in the copy; nil while the copy is not used.
        var seen: Timestamp?
        /// When the beat under way was begun.
        var beatBegan: Timestamp?
        /// Whether that beat was written, so that only the copy keeps it waiting.
        var isBeatWritten = false
        /// Addresses that are read at the primary, and until when.
        var atPrimary: [Int64: Timestamp] = [:]
        var answers = 0
    }

    private let primary: Database
    private let daemon: String
    private let bound: Int64
    private let open: @Sendable () throws -> Database
    private let state = Mutex(State())

    /// With more addresses at the primary than this, everything is read there.
    private static let mostAtPrimary = 50_000
    /// Seconds after which an unfinished beat means that the copy hangs.
    private static let patience: Int64 = 2

    /// Creates a replica of `primary`.
    ///
    /// `daemon`: Names this daemon's row of beats.
    /// `bound`: How many seconds the copy may be behind.
    /// `open`: Opens the copy; called until it succeeds.
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

    /// Writes a beat at the primary and reads which one the copy has; call it every second, on a thread
    /// that may block.
    ///
    /// Does nothing while the former beat is under way.
    ///
    /// - Throws: The error of the primary or the copy. A copy that does not answer is not used any more;
    ///   while the primary is away the copy is used until its last beat is too old.
    package func beat(at now: Timestamp) async throws {
        let isFree = state.withLock { state in
            state.atPrimary = state.atPrimary.filter { now < $0.value }
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

    /// Deletes the beats of daemons that wrote none for a day.
    package func sweep(at now: Timestamp) async throws {
        let old = now.adding(seconds: -86_400).description
        _ = try await primary.write { connection in
            try connection.execute("DELETE FROM replica_beat WHERE at < \(old)")
        }
    }
}

/// Questions.
extension Replica {
    /// Answers from the copy; nil where the primary has to be read.
    ///
    /// The copy is trusted only about a degree that it holds: what it lacks may have been issued a moment
    /// ago, and a damaged row is judged at the primary.
    func answer(_ lookUp: LookUp, _ reservation: Reservation?) async -> Answer? {
        guard !lookUp.disclosure.exceedsSummary, reservation?.isAlone ?? true,
            let copy = copy(for: lookUp)
        else { return nil }
        let beat = Self.find(daemon)
        let seen = try? await copy.lookUp(ahead: [beat] + lookUp.ahead) {
            connection -> (LookUpOutcome?, Timestamp)? in
            // Read before the row, so the row is at least as new.
            guard let beat = try self.beat(in: connection), self.isFresh(beat, at: lookUp.now)
            else { return nil }
            return (try lookUp.read(in: connection, reservation), beat)
        }
        guard let (outcome, beat) = seen else { return nil }
        guard case .settled(let judgement) = outcome, judgement.answer.degree != nil else {
            // Before the primary is read, so that tags are not tried here while it is away.
            if let address = lookUp.address { readAtPrimary(address, at: lookUp.now) }
            return nil
        }
        var answer = judgement.answer
        answer.recordsAsOf = min(beat, lookUp.now)
        state.withLock { $0.answers += 1 }
        return answer
    }

    private func copy(for lookUp: LookUp) -> Database? {
        let address = lookUp.address
        return state.withLock { state in
            guard let copy = usable(state, at: lookUp.now)?.copy,
                state.atPrimary.count < Self.mostAtPrimary
            else { return nil }
            if let address, let end = state.atPrimary[address], lookUp.now < end { return nil }
            return copy
        }
    }

    /// Reads an address only at the primary until the copy shows what was written there now.
    func readAtPrimary(_ address: Int64, at now: Timestamp) {
        state.withLock { $0.atPrimary[address] = now.adding(seconds: bound + 1) }
    }
}
