import Foundation
import Persian
import Store
import Tabular
import TestDatabases
import TestWorkbooks
import Testing
import VerifyCore

@testable import Registry

/// Files whose lines are not all codes: titles, letterheads, and our own results that are sent back.
struct BatchOfOwnResultsTests {
    @Test(arguments: TestEngine.allCases, [false, true])
    func `the results of a batch are a batch with the same verdicts`(
        _ engine: TestEngine,
        _ isWorkbook: Bool
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue(1).code
            let (first, results) = try await Self.check(
                Self.file([["کد صحت", "سمت"], [code.grouped, "x"], ["1234", "y"]], isWorkbook),
                register
            )
            #expect(first.total == 2 && first.ignoredColumns == ["سمت"])
            #expect(results.last?.first == "0")
            let (again, second) = try await Self.check(Self.file(results, isWorkbook), register)
            #expect(again.total == 2 && again.records == 2 && again.ignoredColumns.isEmpty)
            #expect(again.counts == first.counts && again.counts[.mistyped] == 1)
            #expect(second.dropFirst().map { $0[0] } == ["1", "2"])
        }
    }

    @Test(arguments: TestEngine.allCases, [false, true])
    func `the results of an upload are a batch of its codes`(
        _ engine: TestEngine,
        _ isWorkbook: Bool
    ) async throws {
        try await engine.withRegister { register in
            let titles = UploadFile.titles + ["یادداشت"]
            let rows = [Graduate.test(1), .test(2)].map { graduate in
                GraduateColumn.allCases.map { graduate.text(of: $0) } + ["x"]
            }
            let upload = try await register.upload(
                Array(Self.csv([titles] + rows).utf8),
                issues: true
            )
            let results = try await register.rows(.results, of: upload)
            #expect(results.last?.prefix(2) == ["0", "ignored"])
            let (batch, _) = try await Self.check(Self.file(results, isWorkbook), register)
            #expect(batch.total == 2 && batch.counts == [.valid: 2])
        }
    }

    @Test(arguments: [false, true])
    func `a record 0 with a code, and one of another file, is a record`(
        _ isWorkbook: Bool
    ) async throws {
        try await TestEngine.sqlite.withRegister { register in
            let code = try await register.issue(1).code.grouped
            let ours = [["record", "code", "verdict"], ["0", code, ""], ["0", "", ""]]
            let (batch, _) = try await Self.check(Self.file(ours, isWorkbook), register)
            #expect(batch.total == 1 && batch.counts == [.valid: 1])
            let other = [["row", "code"], ["0", ""], ["1", code]]
            let (all, _) = try await Self.check(Self.file(other, isWorkbook), register)
            #expect(all.total == 2 && all.counts == [.valid: 1, .mistyped: 1])
        }
    }

    /// What stands above the codes; the last row of each is the title line.
    static let heads: [[[String]]] = [
        [["کد صحت"]], [["code", "note"]], [["فهرست دانش‌آموختگان ۱۴۰۲"], ["شماره", "کد صحت"]],
        [["فهرست کدها"]], [["فهرست ۱۴۰۲"]], [["دانشگاه تهران"], ["فهرست کدها"]],
        [["سازمان نمونه"], ["گزارش"], ["Number", "Remark"]],
    ]

    @Test(arguments: heads.indices, [false, true])
    func `no title line is counted as a code`(_ index: Int, _ isWorkbook: Bool) async throws {
        try await TestEngine.sqlite.withRegister { register in
            let code = try await register.issue(1).code.grouped
            let head = Self.heads[index]
            let place = head.last?.firstIndex(of: "کد صحت") ?? 0
            let row = (0...place).map { $0 == place ? code : "x" }
            let file = Self.file(head + [row, row], isWorkbook)
            let (batch, results) = try await Self.check(file, register)
            #expect(batch.total == 2 && batch.counts == [.valid: 2])
            #expect(results.dropFirst().map { $0[0] }.filter { $0 != "0" } == ["1", "2"])
        }
    }

    @Test func `a first code that a spreadsheet destroyed is no title line`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            let code = try await register.issue(1).code.grouped
            for first in ["1.8E+19", "2E+19"] {
                let file = Self.file([[first], [code]], false)
                let (batch, _) = try await Self.check(file, register)
                #expect(batch.counts == [.truncated: 1, .valid: 1])
            }
        }
    }

    private static func csv(_ rows: [[String]]) -> String {
        var writer = CSVWriter()
        for row in rows { writer.row(row) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    private static func file(_ rows: [[String]], _ isWorkbook: Bool) -> [UInt8] {
        isWorkbook ? TestWorkbook(texts: rows).bytes : Array(csv(rows).utf8)
    }

    /// Checks a file; returns the batch and its results as rows of cells.
    private static func check(
        _ file: [UInt8],
        _ register: TestRegister
    ) async throws -> (Batch, [[String]]) {
        let (registry, now) = (register.registry, TestRegister.now)
        let id = try await registry.beginBatch(for: .visitor, at: now)
        try await registry.append(file, to: id, at: now)
        try await registry.finishReceiving(id, at: now)
        try await registry.process(id, worker: "test", clock: { now })
        let batch = try await registry.batch(id, for: .visitor)
        #expect(batch.problem == nil)
        var results = try await registry.file(.results, ofBatch: id, for: .visitor)
        var bytes: [UInt8] = []
        while let piece = try await results.next() { bytes += piece }
        return (batch, CSVReader.rows(of: bytes).map(\.texts))
    }
}
