import Foundation
import Persian
import Store
import Tabular
import TestDatabases
import TestWorkbooks
import Testing
import VerifyCore

@testable import Registry

struct BatchTests {
    private static let consent = try? Verifier.Consent(purpose: "hiring", reference: "1403/17")

    @Test(arguments: TestEngine.allCases)
    func `every code of a file gets its verdict`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let good = try await register.issue(1)
            let revoked = try await register.issue(2)
            try await register.revoke(revoked, because: .misconduct)
            let file = """
                code
                \(good.code.grouped)
                \(revoked.code.digits)
                \(try good.code.wrong().grouped)
                \(Digits.persian(good.code.grouped))
                1234
                1.79584E+19

                "\(good.code.digits)
                """
            let (batch, rows) = try await Self.check(file, by: .visitor, register)
            #expect(
                rows.map { $0["verdict"] } == [
                    "VALID", "REVOKED", "NOT_FOUND", "VALID", "MISTYPED", "TRUNCATED", "",
                ]
            )
            #expect(batch.total == 7 && batch.records == 7 && batch.unreadable == 1)
            #expect(batch.counts[.valid] == 2)
            #expect(rows[0]["code"] == good.code.grouped && rows[3]["code"] == good.code.grouped)
            #expect(rows[0]["holder_masked"]?.isEmpty == false && rows[0]["holder_fa"] == "")
            #expect(rows[1]["reason"] == "misconduct")
            #expect(rows.allSatisfy { $0["message"]?.isEmpty == false })
            let errors = try await Self.rows(.errors, of: batch.id, for: .visitor, register)
            #expect(errors.map { $0["record"] } == ["2", "3", "5", "6", "7"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `cells are read as people paste them`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue(1)
            let (digits, grouped) = (issued.code.digits, issued.code.grouped)
            let file = """
                code
                https://degrees.example.ir/V/\(digits)?utm_source=mail
                «کد صحت: \(Digits.persian(grouped))»
                '\(digits)
                \(grouped.replacing(" ", with: "_"))
                \(issued.qrText)
                کد \(grouped) و کد \(try issued.code.wrong().grouped)
                17958396597274390528
                17958396597274390528.0
                "17,958,396,597,274,390,528.00"
                1.79583965972744E+19
                """
            let (_, rows) = try await Self.check(file, by: .visitor, register)
            #expect(
                rows.map { $0["verdict"] } == [
                    "VALID", "VALID", "VALID", "VALID", "VALID", "MISTYPED", "TRUNCATED",
                    "TRUNCATED", "TRUNCATED", "TRUNCATED",
                ]
            )
            #expect(rows[..<4].allSatisfy { $0["code"] == grouped })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a list without a title, and a title in persian`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue(1).code.grouped
            for file in ["\(code)\n\(code)\n", "نام,کد صحت\nعلی,\(code)\nرضا,\(code)\n"] {
                let (batch, rows) = try await Self.check(file, by: .visitor, register)
                let codes = rows.filter { $0["record"] != "0" }
                #expect(codes.map { $0["verdict"] } == ["VALID", "VALID"])
                #expect(codes.map { $0["record"] } == ["1", "2"])
                #expect(batch.total == 2)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a workbook of codes gets the verdicts of the list, and errors name their cells`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue(1).code
            let book = TestWorkbook([
                [.text("سازمان نمونه")], [.shared("نام"), .shared("کد صحت"), .shared("سمت")],
                [.text("علی"), .shared(code.grouped)], [.text("رضا"), .number(code.digits)],
                [.none, .number("1.7958396597274391E+19"), .text("x")], [.styled, .styled],
                [.none, .text("1234")], [.none, .text("17958396597274390528.0")],
            ])
            let id = try await register.registry.beginBatch(for: .visitor, at: TestRegister.now)
            try await register.registry.append(book.bytes, to: id, at: TestRegister.now)
            try await register.registry.finishReceiving(id, at: TestRegister.now)
            try await register.registry.process(id, worker: "t", clock: { TestRegister.now })
            let batch = try await register.registry.batch(id, for: .visitor)
            #expect(batch.problem == nil && batch.total == 5)
            #expect(batch.ignoredColumns == ["نام", "سمت"])
            let rows = try await Self.rows(.results, of: id, for: .visitor, register)
            #expect(
                rows.map { $0["verdict"] } == [
                    "VALID", "TRUNCATED", "TRUNCATED", "MISTYPED", "TRUNCATED", "",
                ]
            )
            #expect(rows[5]["record"] == "0" && rows[5]["message"]?.contains("«سمت»") == true)
            #expect(rows[0]["message"]?.contains("B3") == false)
            #expect(rows[1]["message"]?.hasPrefix("خانهٔ B4: ") == true)
            let errors = try await Self.rows(.errors, of: id, for: .visitor, register)
            #expect(errors.map { $0["record"] } == ["2", "3", "4", "5"])
        }
    }

    static let lists: [@Sendable (String) -> String] = [
        { "sep=;\r\ncode;note\r\n\($0);x\r\n" }, { "code|note\n\($0)|x\n" },
        { "گزارش کدها,\n\n,\nکد صحت,نام\n\($0),x\n ,\n \n\u{1A}" },
        { "code\tnote\r\n\t\r\n\($0)\tx\r\n\r\n" }, { "\u{FEFF}\u{FEFF}code\n\($0)\n" },
    ]

    @Test(arguments: lists.indices)
    func `a list is understood as spreadsheets and DOS export it`(_ index: Int) async throws {
        try await TestEngine.sqlite.withRegister { register in
            let code = try await register.issue(1).code.grouped
            let (batch, rows) = try await Self.check(
                Self.lists[index](code),
                by: .visitor,
                register
            )
            #expect(batch.total == 1)
            #expect(rows.compactMap { $0["verdict"] }.filter { !$0.isEmpty } == ["VALID"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a matching datum next to a code opens the name`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue(1).code.grouped
            let file = "code,family_name\n\(code),كاظمي پور\n\(code),رضایی\n\(code),\n"
            let (_, rows) = try await Self.check(file, by: .visitor, register)
            #expect(rows.map { $0["verdict"] } == ["VALID", "NOT_FOUND", "VALID"])
            #expect(rows.map { $0["holder_fa"]?.isEmpty } == [false, true, true])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `consent opens the fields of t1 to a registered organisation only`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue(1).code.grouped
            let employer = Verifier.organisation(name: "Employer", consent: Self.consent)
            let (batch, rows) = try await Self.check("code\n\(code)\n", by: employer, register)
            #expect(rows[0]["holder_en"] == "Mina Kazemipour")
            #expect(rows[0]["graduation_date"] == "1395/07/02" || rows[0]["graduation_date"] != "")
            #expect(batch.purpose == "hiring")
            for other in [Verifier.visitor, .organisation(name: "Other", consent: nil)] {
                await #expect(throws: BulkJobError.notFound) {
                    try await register.registry.batch(batch.id, for: other)
                }
            }
            let bare = Verifier.organisation(name: "Employer", consent: nil)
            let (_, masked) = try await Self.check("code\n\(code)\n", by: bare, register)
            #expect(masked[0]["holder_fa"] == "")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a visitor's file has a limit`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let file = "code\n" + String(repeating: "1\n", count: BulkJobLimits.visitorCodes + 1)
            let (batch, _) = try await Self.check(file, by: .visitor, register)
            #expect(batch.problem?.code == .tooManyRecords)
            let employer = Verifier.organisation(name: "Employer", consent: nil)
            #expect(try await Self.check(file, by: employer, register).0.problem == nil)
            #expect(
                try await Self.check("code\n", by: employer, register).0.problem?.code == .empty
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `old batches are deleted with their codes`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let (batch, _) = try await Self.check("code\n1\n", by: .visitor, register)
            let later = TestRegister.now.adding(seconds: Retention.usual.batches + 86_400)
            #expect(try await register.registry.dropStaleBulkJobs(at: later) == 1)
            await #expect(throws: BulkJobError.notFound) {
                try await register.registry.batch(batch.id, for: .visitor)
            }
            #expect(try await register.count("bulk_job_result") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after very many misses a batch stops looking up, and reports it`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let code = try await register.issue(1).code
            // Each code has another locator, so that no daily limit of a locator is reached.
            let wrong = try (1...UInt32(BulkJobLimits.misses + 5)).map {
                try code.elsewhere($0).grouped
            }
            let file = (["code"] + wrong + ["1234", code.grouped, wrong[0]]).joined(separator: "\n")
            let employer = Verifier.organisation(name: "Employer", consent: nil)
            let (batch, rows) = try await Self.check(file, by: employer, register)
            #expect(rows.count == BulkJobLimits.misses + 8 && batch.records == rows.count)
            #expect(batch.counts[.notFound] == BulkJobLimits.misses)
            #expect(batch.counts[.rateLimited] == 7 && batch.counts[.mistyped] == 1)
            #expect(rows.last?["message"]?.contains("جست‌وجو نشد") == true)
            #expect(try await register.count("attempt") == Int64(BulkJobLimits.misses))
            // The rest, sent again, is looked up.
            let (_, again) = try await Self.check("code\n\(code.grouped)", by: employer, register)
            #expect(again.map { $0["verdict"] } == ["VALID"])
        }
    }

    static func check(
        _ file: String,
        by verifier: Verifier,
        _ register: TestRegister
    ) async throws -> (Batch, [[String: String]]) {
        let registry = register.registry
        let now = TestRegister.now
        let id = try await registry.beginBatch(for: verifier, at: now)
        try await registry.append(Array(file.utf8), to: id, at: now)
        try await registry.finishReceiving(id, at: now)
        #expect(try await registry.process(id, worker: "test", clock: { now }))
        let batch = try await registry.batch(id, for: verifier)
        return (batch, try await rows(.results, of: id, for: verifier, register))
    }

    static func rows(
        _ part: BulkJobFile.Part,
        of id: String,
        for verifier: Verifier,
        _ register: TestRegister
    ) async throws -> [[String: String]] {
        var file = try await register.registry.file(part, ofBatch: id, for: verifier)
        var bytes: [UInt8] = []
        while let piece = try await file.next() { bytes += piece }
        let rows = CSVReader.rows(of: bytes).map(\.texts)
        let titles = rows.first ?? []
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(titles, $0)) }
    }
}
