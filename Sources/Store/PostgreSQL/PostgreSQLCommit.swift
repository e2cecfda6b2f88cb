#if PostgreSQL
import Foundation

/// The outcome of a commit whose answer is lost can be found out: each commit writes a mark, a row that exists exactly
/// when the rest of the transaction does (`docs/decisions/0030-postgresql-is-the-second-engine.md`).
///
/// The server's own answer, `pg_xact_status`, would not do: after a crash or a change of the primary,
/// the number of a transaction that was lost is given to another one.
extension PostgreSQLSession {
    /// How many marks a session keeps before it removes them.
    private static let marksKept = 256

    static let markTable = """
        CREATE TABLE IF NOT EXISTS commit_mark (
            mark UUID PRIMARY KEY,
            is_void BOOLEAN NOT NULL DEFAULT false,
            written_at TIMESTAMPTZ NOT NULL DEFAULT now()
        )
        """

    func prepareMarks() throws(StoreError) {
        try run(Self.markTable)
        // Those of programs that were killed.
        try run("DELETE FROM commit_mark WHERE written_at < now() - interval '1 day'")
    }

    func commit() throws(StoreError) {
        guard begin == nil else {
            begin = nil
            return
        }
        let mark = UUID().uuidString
        do {
            // In one message, so the mark costs no further wait; it is written last, so it exists only once the
            // transaction is being committed.
            try run("INSERT INTO commit_mark (mark) VALUES ('\(mark)'); COMMIT")
        } catch {
            guard case .unreachable = error else {
                throw error
            }
            try settle(mark)
        }
        marks.append(mark)
    }

    /// Finds out, on another connection, whether a COMMIT whose connection broke was done.
    ///
    /// - Throws: `.conflict` when it was not and never will be, so that the transaction may run again; `.io` when no
    ///   server answers.
    private func settle(_ mark: String) throws(StoreError) {
        var retry = Retry(until: engine.deadline)
        repeat {
            if let isVoid = try? isVoid(mark) {
                if isVoid {
                    throw .conflict
                }
                return
            }
        } while retry.pause()
        throw .io("the connection was lost during COMMIT, and what became of it is not known")
    }

    /// Writes the same mark, as a void one; returns whether it is void.
    ///
    /// The server blocks that while the commit is still under way; afterwards the mark exists when the commit was
    /// done, and the void one prevents the commit when it was not.
    private func isVoid(_ mark: String) throws(StoreError) -> Bool {
        let other = try PostgreSQLSession(engine, .writer)
        defer { other.close() }
        other.setAnswerTimeout(answerTimeout)
        let answer = try other.run(
            """
            INSERT INTO commit_mark (mark, is_void) VALUES ('\(mark)', true)
            ON CONFLICT (mark) DO UPDATE SET mark = excluded.mark
            RETURNING is_void
            """
        )
        return answer == "t"
    }

    /// Removes unused statements and old marks from the server, between transactions.
    func tidy() throws(StoreError) {
        while let name = forgotten.popLast() {
            try run("DEALLOCATE \(name)")
        }
        if marks.count >= Self.marksKept {
            try removeMarks()
        }
    }

    /// Removes the marks at the end, without waiting for the server's disk.
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
