#if PostgreSQL
import Store
import Synchronization
import TestDatabases
import Testing

/// SQLSTATE 53200: the server's table of predicate locks is full.
@Suite
struct SharedMemoryTests {
    @Test
    func `a transaction for which the server had no lock left runs again`() async throws {
        try await TestEngine.postgreSQL.withScratch { scratch in
            let database = try await scratch.withNumbers()
            let runs = Mutex(0)
            try await database.write { connection in
                try connection.add(1)
                let run = runs.withLock { count in
                    count += 1
                    return count
                }
                guard run < 3 else { return }
                try connection.execute(
                    """
                    DO $$
                    BEGIN
                        RAISE EXCEPTION 'out of shared memory' USING ERRCODE = '53200';
                    END
                    $$
                    """
                )
            }
            #expect(runs.withLock { $0 } == 3)
            #expect(try await database.numbers() == [1])
        }
    }
}
#endif
