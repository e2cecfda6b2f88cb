import Foundation
import Persian
import Store
import Tabular
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// Files as registrars export them, in `Outside/`; `expected.csv` has the outcome of each record as
/// `outcome:column:code`, `*` for any, with `|` between alternatives, or `failed: code` of the file.
struct OutsideFileTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        let file: String
        /// Nil for the file as a whole.
        let record: Int?
        let expected: String
        let label: String
        let message: String
        var testDescription: String { "\(file) \(record.map(String.init) ?? "") \(label)" }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Outside")

    private static let expectations: [String: [Expectation]] = {
        guard let bytes = try? Data(contentsOf: folder.appending(path: "expected.csv")) else {
            return [:]
        }
        let rows = CSVReader.rows(of: Array(bytes)).dropFirst().map(\.texts)
        let all = rows.map { cells in
            Expectation(
                file: cells[0],
                record: Int(cells[1]),
                expected: cells[2],
                label: cells[3],
                message: cells[4]
            )
        }
        return Dictionary(grouping: all, by: \.file)
    }()

    static let files = expectations.keys.sorted()

    @Test func `every file has expectations`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names).subtracting(["expected.csv"]) == Set(Self.files))
    }

    @Test(arguments: files)
    func `each record gets an expected outcome, and a message that names the reason`(
        _ file: String
    ) async throws {
        try await check(file, Array(try Data(contentsOf: Self.folder.appending(path: file))))
    }

    /// Checks the outcomes of bytes that have the rows of a file.
    func check(_ file: String, _ bytes: [UInt8]) async throws {
        try await TestEngine.sqlite.withRegister { register in
            let upload = try await register.upload(bytes)
            let lines = upload.state == .done ? try await register.results(of: upload) : []
            let expectations = Self.expectations[file] ?? []
            for expectation in expectations {
                if let record = expectation.record {
                    guard upload.state == .done else {
                        let mayFail = expectations.contains { $0.expected.hasPrefix("failed") }
                        #expect(mayFail, "\(expectation.testDescription)")
                        continue
                    }
                    let line = try #require(lines.first { $0.record == record }, "\(record)")
                    Self.check(line, expectation)
                } else if upload.state == .failed {
                    Self.check(upload, expectation)
                } else {
                    #expect(
                        expectation.expected.contains("or taken"),
                        "\(expectation.testDescription)"
                    )
                }
            }
            let records = expectations.compactMap(\.record)
            if upload.state == .done, !records.isEmpty { #expect(lines.count == records.count) }
        }
    }

    @Test(arguments: files)
    func `a dry run that issues has the results of the import that issues`(
        _ file: String
    ) async throws {
        try await TestEngine.sqlite.withRegister { register in
            let bytes = Array(try Data(contentsOf: Self.folder.appending(path: file)))
            let dry = try await register.upload(bytes, issues: true, isDryRun: true)
            #expect(try await register.count("graduate") == 0)
            let real = try await register.upload(bytes, issues: true)
            #expect(dry.state == real.state && dry.problem == real.problem)
            if real.state != .done { return }
            let results = [
                try await register.rows(.results, of: dry),
                try await register.rows(.results, of: real),
            ]
            .map { $0.map { Array($0.prefix(5)) } }
            #expect(results[0] == results[1])
            #expect(try await register.rows(.errors, of: dry) == register.rows(.errors, of: real))
        }
    }

    private static func check(_ line: ResultLine, _ expectation: Expectation) {
        let alternatives = expectation.expected.split(separator: "|").map {
            $0.trimmingCharacters(in: .whitespaces).split(separator: ":").map(String.init)
        }
        let got = [line.outcome.rawValue, line.column?.rawValue ?? "", line.code?.rawValue ?? ""]
        let isExpected = alternatives.contains { parts in
            zip(parts, got).allSatisfy { $0 == "*" || $0 == $1 }
        }
        #expect(
            isExpected,
            "\(expectation.testDescription): \(got), expected \(expectation.expected)"
        )
        if !expectation.message.isEmpty, line.outcome != .accepted {
            let isNamed = line.message?.range(of: expectation.message, options: .regularExpression)
            #expect(isNamed != nil, "\(expectation.testDescription): \(line.message ?? "")")
        }
    }

    private static func check(_ upload: Upload, _ expectation: Expectation) {
        let codes = expectation.expected.dropFirst("failed:".count).replacing(
            "(or taken)",
            with: ""
        )
        .split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let code = upload.problem?.code.rawValue ?? ""
        #expect(
            codes.contains("*") || codes.contains(code),
            "\(expectation.testDescription): \(code)"
        )
        if expectation.message.isEmpty { return }
        let words = "\(upload.problem?.wording.fa ?? "") \(upload.problem?.wording.en ?? "")"
        let isNamed = words.range(of: expectation.message, options: .regularExpression)
        #expect(isNamed != nil, "\(expectation.testDescription): \(words)")
    }
}
