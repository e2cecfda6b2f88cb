import Dispatch
import Store
import TestDatabases
import Testing

@Suite
struct WriteTests {
    struct Failure: Error, Equatable {}

    /// Returns the error that `body` throws.
    private func outcome(of body: () async throws -> Void) async -> (any Error)? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every reader sees what a write has returned`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...500 {
                    group.addTask {
                        try await database.add(id)
                        let found = try await database.lookUp {
                            try $0.first(RowTests.byID(Int64(id))) { try $0.int(0) }
                        }
                        #expect(found == Int64(id))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.numbers() == Array(1...500))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an error undoes its own body only`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            await withTaskGroup(of: Void.self) { group in
                for id in 1...300 {
                    group.addTask {
                        let outcome = await outcome(of: {
                            try await database.write { connection in
                                try connection.add(id)
                                if id % 3 == 0 {
                                    throw Failure()
                                }
                            }
                        })
                        #expect(outcome as? Failure == (id % 3 == 0 ? Failure() : nil))
                    }
                }
            }
            #expect(try await database.numbers() == Array(1...300).filter { $0 % 3 != 0 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a reference that is missing at the commit fails alone`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            await withTaskGroup(of: Void.self) { group in
                for id in 1...100 {
                    group.addTask {
                        let isOrphan = id % 10 == 0
                        let outcome = await outcome(of: {
                            try await database.write { connection in
                                try connection.add(id)
                                try connection.execute(
                                    "INSERT INTO friend (number) VALUES (\(isOrphan ? -id : id))"
                                )
                            }
                        })
                        let expected = isOrphan ? StoreError.constraint(.foreignKey, "") : nil
                        #expect(outcome as? StoreError == expected)
                    }
                }
            }
            #expect(try await database.numbers() == Array(1...100).filter { $0 % 10 != 0 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a constraint is reported by kind and name`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(1, "one")
            await #expect(throws: StoreError.constraint(.unique, "number.id")) {
                try await database.add(1, "uno")
            }
            await #expect(throws: StoreError.constraint(.unique, "number.name")) {
                try await database.add(2, "one")
            }
            await #expect(throws: StoreError.constraint(.check, "number_is_positive")) {
                try await database.add(-1)
            }
            await #expect(throws: StoreError.constraint(.notNull, "number.name")) {
                try await database.write {
                    try $0.execute("INSERT INTO number (id, name) VALUES (\(3), \(String?.none))")
                }
            }
            #expect(try await database.numbers() == [1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the number of changed rows and returned values`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            for id in 1...5 {
                try await database.add(id)
            }
            let changed = try await database.write {
                try $0.execute("UPDATE number SET bytes = \([1] as [UInt8]) WHERE id > \(2)")
            }
            #expect(changed == 3)
            let inserted = try await database.write {
                try $0.first(
                    """
                    INSERT INTO number (id, name) VALUES (\(5), \("five"))
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name
                    RETURNING name
                    """
                ) { try $0.text(0) }
            }
            #expect(inserted == "five")
        }
    }

    private static let note = PreparedSQL { (text: String) in
        "INSERT INTO note (text) VALUES (\(text)) ON CONFLICT (text) DO NOTHING"
    }

    @Test(arguments: TestEngine.allCases)
    func `a row with an identity is added and its identity known`(
        engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            let database = try Database(scratch.location)
            let table = "CREATE TABLE note (id IDENTITY, text TEXT NOT NULL UNIQUE) STRICT;"
            try await database.migrate([Migration("test", 1, "notes", table)])
            func add(_ text: String) async throws -> Int64? {
                try await database.write { try $0.insert(Self.note(text)) }
            }
            let added = [try await add("one"), try await add("two")]
            #expect(try await add("one") == nil)
            let found = try await database.read {
                try $0.all("SELECT id FROM note ORDER BY id") { try $0.int(0) }
            }
            #expect(added == found)
            database.close()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a body may read and then write, and no change is lost`(
        engine: TestEngine
    ) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(1, "0")
            let other = try Database(scratch.location)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 1...40 {
                    group.addTask {
                        try await (lane.isMultiple(of: 2) ? database : other).write { connection in
                            let count = try connection.first(
                                "SELECT name FROM number WHERE id = 1"
                            ) { Int(try $0.text(0)) ?? 0 }
                            try connection.execute(
                                "UPDATE number SET name = \("\((count ?? 0) + 1)") WHERE id = 1"
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            let count = try await database.lookUp {
                try $0.first("SELECT name FROM number WHERE id = 1") { try $0.text(0) }
            }
            #expect(count == "40")
            other.close()
        }
    }
}
