import Foundation
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry
@testable import Tabular

struct UploadFormatTests {
    static let encodings: [[UInt8]] = [
        [0xEF, 0xBB, 0xBF] + UploadFile.csv([.test(1), .test(2)]),
        UploadFile.csv([.test(1), .test(2)], delimiter: ";"),
        UploadFile.csv([.test(1), .test(2)], delimiter: "\t"),
        UploadFile.csv([.test(1), .test(2)], titles: GraduateColumn.allCases.map(\.title.fa)),
        [0xFF, 0xFE]
            + String(decoding: UploadFile.csv([.test(1), .test(2)]), as: UTF8.self).utf16
            .flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
        UploadFile.ndjson([.test(1), .test(2)]),
        UploadFile.csv([.test(1), .test(2)], delimiter: "|"),
        Array("sep=;\r\n".utf8) + UploadFile.csv([.test(1), .test(2)], delimiter: ";"),
        Array("دانشگاه تهران,,\r\n,,\r\n".utf8) + UploadFile.csv([.test(1), .test(2)]) + [0x1A],
        windows1256(UploadFile.csv([.test(1), .test(2)])),
    ]

    @Test(arguments: encodings, TestEngine.allCases)
    func `a file is understood in any encoding, delimiter, title and format`(
        _ file: [UInt8],
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let upload = try await register.upload(file)
            #expect(upload.problem == nil)
            #expect(upload.count(of: .accepted) == 2)
            let again = try await register.upload(UploadFile.csv([.test(1), .test(2)]))
            #expect(again.count(of: .unchanged) == 2)
        }
    }

    static let unreadable: [(String, BulkJobProblem.Code)] = [
        ("", .empty), ("national_id,first_name_fa\r\n", .columnsMissing),
        (UploadFile.titles.joined(separator: ",") + "\r\n", .empty),
        (UploadFile.titles.joined(separator: ",") + ",نام\r\nx\r\n", .columnTwice),
        ("\"national_id", .titles), ("PK\u{3}\u{4}xl/", .workbook), ("%PDF-1.7", .fileKind),
        ("<html><table>", .fileKind), ("[{\"national_id\": 1}]", .fileKind),
        ("1,2,3\n4,5,6\n", .columnsMissing),
    ]

    @Test(arguments: unreadable, TestEngine.allCases)
    func `a file that cannot be read as a whole fails with a reason`(
        _ given: (file: String, code: BulkJobProblem.Code),
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let upload = try await register.upload(Array(given.file.utf8))
            #expect(upload.state == .failed)
            #expect(upload.problem?.code == given.code)
            #expect(upload.problem?.wording.fa.isEmpty == false)
            #expect(try await register.results(of: upload).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `unknown columns are named and not read`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let lines = String(decoding: UploadFile.csv([.test(1)]), as: UTF8.self)
                .split(separator: "\r\n")
            let file = "\(lines[0]),رنگ\r\n\(lines[1]),سبز\r\n\(lines[1])\r\n\(lines[1]),,,\r\n"
            let upload = try await register.upload(Array(file.utf8))
            #expect(upload.ignoredColumns == ["رنگ"])
            let results = try await register.results(of: upload)
            #expect(results.map(\.code) == [nil, .columnCount, .duplicateRow])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `members of NDJSON that name no column are named, each once`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let lines = String(
                decoding: UploadFile.ndjson([.test(1), .test(2), .test(3)]),
                as: UTF8.self
            )
            .split(separator: "\n")
            let unknown = [#""avrage":"17.25","رنگ":1"#, #""رنگ":null"#, #""grade":"A""#]
            let file = zip(lines, unknown).map { line, member in "{\(member),\(line.dropFirst())\n"
            }
            let upload = try await register.upload(Array(file.joined().utf8))
            #expect(upload.ignoredColumns == ["avrage", "رنگ", "grade"])
            #expect(upload.count(of: .accepted) == 3)
            let rows = try await register.rows(.results, of: upload)
            #expect(rows.last?.prefix(2) == ["0", "ignored"])
        }
    }

    @Test func `further remarks name the line of a text and the column`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            let good = String(decoding: UploadFile.csv([.test(1)]), as: UTF8.self)
            let titles = good.prefix { !$0.isNewline }
            let cells = GraduateColumn.allCases.map { column -> String in
                switch column {
                case .nationalID: "1234567890"
                case .average: "21"
                case .birthDate: ""
                // A line break in a cell is a line of the file.
                case .fieldEn: "\"a\nb\""
                default: Graduate.test(2).text(of: column)
                }
            }
            let row = cells.joined(separator: ",")
            let csv = "دانشگاه تهران\r\n\r\n\(titles)\r\n\(row)\r\n\r\n\(row)\r\n"
            let errors = try await register.rows(.errors, of: register.upload(Array(csv.utf8)))
            let also = errors.dropFirst().map { $0[5] }
            #expect(also.count == 2)
            for (text, line) in zip(also, [4, 7]) {
                #expect(text.contains("line \(line) birth_date: required; "))
                #expect(text.hasSuffix("line \(line) average: average_out_of_range"))
            }
            let json = "\n{\"national_id\":\"1234567890\",\"average\":\"21\"}\n"
            let lines = try await register.rows(.errors, of: register.upload(Array(json.utf8)))
            #expect(lines.last?[5].contains("line 2 average: average_out_of_range") == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only the lines that are not objects are rejected`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let file =
                UploadFile.ndjson([.test(1)]) + Array("{]\n[]\n{\"level\":{}}\n".utf8)
                + UploadFile.ndjson([.test(2)])
            let results = try await register.results(of: register.upload(file))
            #expect(results.map(\.code) == [nil, .json, .json, .json, nil])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a line of UTF-8 in a file of Windows-1256 is refused alone`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let rest = UploadFile.csv([.test(3)]).split(separator: 0x0A, maxSplits: 1)[1]
            let file = Self.windows1256(UploadFile.csv((1...30).map { .test($0) })) + rest
            let upload = try await register.upload(file)
            #expect(upload.encoding == .windows1256)
            let results = try await register.results(of: upload)
            #expect(results.map(\.code) == Array(repeating: nil, count: 30) + [.encoding])
        }
    }

    private static func windows1256(_ utf8: [UInt8]) -> [UInt8] {
        String(decoding: utf8, as: UTF8.self).unicodeScalars.map { letter in
            // The code page has no ی.
            let scalar: Unicode.Scalar = letter == "ی" ? "ي" : letter
            if scalar.isASCII { return UInt8(scalar.value) }
            let index = Windows1256.upperHalf.firstIndex(of: scalar.value) ?? 0
            return UInt8(0x80 + index)
        }
    }
}
