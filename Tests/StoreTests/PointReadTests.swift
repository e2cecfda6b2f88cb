import Store
import TestDatabases
import Testing

@Suite
struct PointReadTests {
    private static let nameOf = PreparedSQL { (id: Int64) in
        "SELECT name FROM number WHERE id = \(id)"
    }
    private static let nowhere = PreparedSQL { (id: Int64) in
        "SELECT name FROM nowhere WHERE id = \(id)"
    }

    /// A hundred numbers, each named by itself.
    private func withNames(
        _ engine: TestEngine,
        _ body: (Database) async throws -> Void
    ) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.write { connection in
                for id in 1...100 {
                    try connection.execute(RowTests.adding(Int64(id), "number \(id)", nil))
                }
            }
            try await body(database)
        }
    }

    private func name(
        of id: Int64,
        ahead: [SQL],
        in database: Database
    ) async throws -> String? {
        try await database.lookUp(ahead: ahead) { connection in
            try connection.first(Self.nameOf(id)) { try $0.text(0) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `many parallel callers each get their own row`(engine: TestEngine) async throws {
        try await withNames(engine) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<1_000 {
                    group.addTask {
                        let id = Int64(round % 120 + 1)
                        let ahead = [Self.nameOf(id)]
                        let found = try await name(of: id, ahead: ahead, in: database)
                        #expect(found == (id <= 100 ? "number \(id)" : nil))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `statements sent ahead need not be those that the body runs`(
        engine: TestEngine
    ) async throws {
        try await withNames(engine) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<300 {
                    group.addTask {
                        let id = Int64(round % 100 + 1)
                        let others = [id % 100 + 1, id, (id + 50) % 100 + 1].prefix(round % 4)
                        let ahead = others.map { Self.nameOf($0) }
                        let found = try await name(of: id, ahead: ahead, in: database)
                        #expect(found == "number \(id)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one caller's mistake is reported to that caller alone`(engine: TestEngine) async throws {
        try await withNames(engine) { database in
            await withTaskGroup(of: Bool.self) { group in
                for round in 0..<300 {
                    group.addTask {
                        let id = Int64(round % 100 + 1)
                        let isWrong = round % 7 == 0
                        let ahead = isWrong ? Self.nowhere(id) : Self.nameOf(id)
                        do {
                            let found = try await database.lookUp(ahead: [ahead]) { connection in
                                try connection.first(ahead) { try $0.text(0) }
                            }
                            return !isWrong && found == "number \(id)"
                        } catch StoreError.statement {
                            return isWrong
                        } catch {
                            return false
                        }
                    }
                }
                for await isRight in group {
                    #expect(isRight)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look-up sees what was acknowledged before it`(engine: TestEngine) async throws {
        try await withNames(engine) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in Int64(1)...20 {
                    group.addTask {
                        for change in 0..<10 {
                            let name = "change \(change) of \(id)"
                            try await database.write {
                                try $0.execute("UPDATE number SET name = \(name) WHERE id = \(id)")
                            }
                            let ahead = [Self.nameOf(id)]
                            #expect(try await self.name(of: id, ahead: ahead, in: database) == name)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
