import Store
import TestDatabases
import Testing

@Suite
struct RowTests {
    static let byID = PreparedSQL { (id: Int64) in
        "SELECT id, name, bytes FROM number WHERE id = \(id)"
    }
    static let adding = PreparedSQL { (id: Int64, name: String, bytes: [UInt8]?) in
        "INSERT INTO number (id, name, bytes) VALUES (\(id), \(name), \(bytes))"
    }
    /// A list may have the wrong length, which nothing else in a statement can.
    private static let listing = PreparedSQL { (ids: [Int64]) in
        "SELECT id FROM number WHERE id IN (\(list: ids))"
    }

    @Test(arguments: TestEngine.allCases)
    func `values come back as they went in`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            let values: [(Int64, String, [UInt8]?)] = [
                (1, "", []), (.max, "کاظمی‌پور \u{1F600}", [0, 255, 0]),
                (3, "null", nil),
                (4, String(repeating: "x", count: 100_000), .init(repeating: 7, count: 1 << 20)),
            ]
            try await database.write { connection in
                for value in values {
                    try connection.execute(Self.adding(value.0, value.1, value.2))
                }
            }
            for value in values {
                let found = try await database.lookUp { connection in
                    try connection.first(Self.byID(value.0)) { row in
                        #expect(row.count == 3)
                        let length = try row.isNull(2) ? nil : row.withBytes(2) { $0.count }
                        #expect(length == value.2?.count)
                        let textLength = try row.withBytes(1) { $0.count }
                        #expect(textLength == value.1.utf8.count)
                        return (try row.int(0), try row.text(1), try row.optionalBlob(2))
                    }
                }
                #expect(found?.0 == value.0)
                #expect(found?.1 == value.1)
                #expect(found?.2 == value.2)
            }
            let missing = try await database.lookUp {
                try $0.first(Self.byID(2)) { try $0.int(0) }
            }
            #expect(missing == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a column of another type is rejected, not converted`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(1, "12")
            try await database.read { connection in
                _ = try connection.first(Self.byID(1)) { row in
                    #expect(throws: StoreError.column(1, expected: "integer")) { try row.int(1) }
                    #expect(throws: StoreError.column(0, expected: "text")) { try row.text(0) }
                    #expect(throws: StoreError.column(1, expected: "blob")) { try row.blob(1) }
                    #expect(throws: StoreError.column(2, expected: "blob")) { try row.blob(2) }
                    #expect(throws: StoreError.column(0, expected: "blob or text")) {
                        try row.withBytes(0) { $0.count }
                    }
                    #expect(throws: StoreError.column(9, expected: "integer")) { try row.int(9) }
                    let (nothing, one) = (try row.optionalText(2), try row.value(0))
                    #expect(nothing == nil)
                    #expect(one == .integer(1))
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one statement may run inside itself`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            for id in 1...3 {
                try await database.add(id)
            }
            let pairs = try await database.read { connection in
                let all: SQL = "SELECT id FROM number"
                let pairs = try connection.all(all) { _ in
                    try connection.all(all) { _ in
                        try connection.first(Self.byID(1)) { outer in
                            try connection.first(Self.byID(2)) { inner in
                                let ids = [try outer.int(0), try inner.int(0)]
                                #expect(ids == [1, 2])
                                return 1
                            } ?? 0
                        } ?? 0
                    }
                }
                return pairs.joined().reduce(0, +)
            }
            #expect(pairs == 9)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a prepared statement rejects a list of another length`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.lookUp { connection in
                _ = try connection.first(Self.listing([1, 2, 3])) { _ in }
                #expect(throws: StoreError.statement("2 values for 3 places")) {
                    try connection.first(Self.listing([1, 2])) { _ in }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `more literals than are kept still work`(engine: TestEngine) async throws {
        try await engine.withScratch { scratch in
            let database = try await scratch.withNumbers()
            try await database.add(5)
            for count in 1...600 {
                let found = try await database.read { connection in
                    try connection.all(
                        "SELECT id FROM number WHERE id IN (\(list: Array(1...count)))"
                    ) { try $0.int(0) }
                }
                #expect(found == (count < 5 ? [] : [5]))
            }
        }
    }
}
