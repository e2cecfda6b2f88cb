import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// U+0000 in a file: no text of PostgreSQL can hold it.
struct UploadZeroTests {
    /// Two graduates, of whom the second has U+0000 in a column.
    private static func file(zeroIn column: GraduateColumn, titles: [String]) -> [UInt8] {
        var rows = [Graduate.test(1), .test(2)].map { graduate in
            GraduateColumn.allCases.map { graduate.text(of: $0) }
        }
        rows[1][column.index] += "\0"
        return Array(([titles] + rows).map { $0.joined(separator: ",") + "\n" }.joined().utf8)
    }

    @Test(arguments: TestEngine.allCases)
    func `in a cell it refuses the record, by its column`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            for column in GraduateColumn.allCases {
                let upload = try await register.upload(
                    Self.file(zeroIn: column, titles: UploadFile.titles)
                )
                #expect(upload.state == .done, "\(column)")
                let result = try #require(try await register.results(of: upload).last)
                #expect(result.outcome == .rejected, "\(column)")
                #expect(result.column == column)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `in an unknown title it is shown as a replacement character`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let titles = UploadFile.titles.map { $0 == "average" ? "no\0te" : $0 }
            let upload = try await register.upload(UploadFile.csv([.test(1)], titles: titles))
            #expect(upload.state == .done)
            #expect(upload.count(of: .accepted) == 1)
            #expect(upload.ignoredColumns == ["no\u{FFFD}te"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `in a member of a line it does no harm`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let line = String(decoding: UploadFile.ndjson([.test(1)]), as: UTF8.self)
            let lines = [
                line.replacing("{\"", with: #"{"\u0000":"\u0000",""#),
                line.replacing(#"":""#, with: #"":"\u0000"#), #"{"na\u0000me":"#, "\0",
            ]
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let upload = try await register.upload(bytes, format: .ndjson)
            #expect(upload.state == .done)
            #expect(upload.count(of: .accepted) == 1)
            #expect(upload.count(of: .rejected) == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `in a batch of codes it finds nothing`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let degree = try await register.issue(1)
            let id = try await register.registry.beginBatch(
                for: .organisation(
                    name: "Alborz",
                    consent: try .init(purpose: "re\0cruitment", reference: "\0x")
                ),
                at: TestRegister.now
            )
            let file = "code,no\0te,family_name\n\(degree.code.grouped)\0,\0,\0\nx\0,\0,\0\n"
            try await register.registry.append(Array(file.utf8), to: id, at: TestRegister.now)
            try await register.registry.finishReceiving(id, at: TestRegister.now)
            let now = TestRegister.now
            #expect(try await register.registry.process(id, worker: "t", clock: { now }))
            let batch = try await register.registry.batch(
                id,
                for: .organisation(name: "Alborz", consent: nil)
            )
            #expect(batch.state == .done)
            #expect(batch.records == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look-up with it finds nothing`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let institution = try await registry.institution("1001\0")
            #expect(institution == nil)
            await #expect(throws: RegistryError.institutionUnknown(code: "\0")) {
                try await registry.setWindow(
                    of: "\0",
                    until: nil,
                    by: TestRegister.saorg,
                    at: TestRegister.now
                )
            }
            await #expect(throws: BulkJobError.notFound) {
                _ = try await registry.upload("\0", by: TestRegister.saorg)
            }
            await #expect(throws: BulkJobError.notFound) {
                _ = try await registry.batch("\0", for: .visitor)
            }
        }
    }
}
