#if PostgreSQL
import Foundation

/// A commit whose answer is lost can be asked for: each writes a mark, a row of its own that is there
/// exactly when the rest is.
///
/// The server's own answer, `pg_xact_status`, would not do: after a crash or a change of the primary,
/// the number of a transaction that was lost is given to another one.
extension PostgreSQLSession {
    /// A session removes its former marks so many at once.
    private static let marksKept = 256

    func prepareMarks() throws(StoreError) {
        try run(
            """
            CREATE TABLE IF NOT EXISTS commit_mark (
                mark UUID PRIMARY KEY,
                is_void BOOLEAN NOT NULL DEFAULT false,
                written_at TIMESTAMPTZ NOT NULL DEFAULT now()
            )
            """
        )
        // Those of programs that ended without a word.
        try run("DELETE FROM commit_mark WHERE written_at < now() - interval '1 day'")
    }

    func commit() throws(StoreError) {
        guard begin == nil else {
            begin = nil
            return
        }
        let mark = UUID().uuidString
        do {
            // In one message, so the mark costs no further wait; it is written last, so it is there only
            // while the transaction is committed.
            try run("INSERT INTO commit_mark (mark) VALUES ('\(mark)'); COMMIT")
        } catch {
            guard case .unreachable = error else {
                throw error
            }
            try settle(mark)
        }
        marks.append(mark)
    }

    /// The connection broke during COMMIT: whether it was done is asked on another one.
    ///
    /// Returns when it was; throws `.conflict` when it was not and never will be, so that it may be run
    /// again, and `.io` when no server tells.
    private func settle(_ mark: String) throws(StoreError) {
        var retry = Retry(until: engine.deadline)
        repeat {
            if let isVoid = try? Self.fate(of: mark, engine) {
                if isVoid {
                    throw .conflict
                }
                return
            }
        } while retry.pause()
        throw .io("the connection was lost during COMMIT, and what became of it is not known")
    }

    /// Writes the same mark, as a void one: the server lets that wait while the commit is still under
    /// way, finds the mark when it was done, and refuses it afterwards when it was not.
    private static func fate(
        of mark: String,
        _ engine: PostgreSQLEngine
    ) throws(StoreError) -> Bool {
        let other = try PostgreSQLSession(engine, .writer)
        defer { other.close() }
        let answer = try other.run(
            """
            INSERT INTO commit_mark (mark, is_void) VALUES ('\(mark)', true)
            ON CONFLICT (mark) DO UPDATE SET mark = excluded.mark
            RETURNING is_void
            """
        )
        return answer == "t"
    }

    /// Removes what is no longer needed from the server, between transactions.
    func tidy() throws(StoreError) {
        while let name = forgotten.popLast() {
            try run("DEALLOCATE \(name)")
        }
        if marks.count >= Self.marksKept {
            try removeMarks()
        }
    }

    /// At the end nobody waits for the disk any more.
    func forgetMarks() {
        if !marks.isEmpty, isUsable, !isInTransaction {
            _ = try? run("SET synchronous_commit = off")
            _ = try? removeMarks()
        }
    }

    private func removeMarks() throws(StoreError) {
        let list = marks.map { "'\($0)'" }.joined(separator: ", ")
        try run("DELETE FROM commit_mark WHERE mark IN (\(list))")
        marks = []
    }
}
#endif
