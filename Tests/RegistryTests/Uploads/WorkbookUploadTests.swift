import Foundation
import Persian
import Store
import Synchronization
import TestDatabases
import TestWorkbooks
import Testing
import VerifyCore

@testable import Registry

struct WorkbookUploadTests {
    typealias Cell = TestWorkbook.Cell

    @Test(arguments: TestEngine.allCases)
    func `a workbook of texts, numbers and dates has the graduates of the CSV`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let upload = try await register.upload(Self.typed([.test(1), .test(2)]).bytes)
            #expect(upload.problem == nil)
            #expect(upload.format == .xlsx && upload.encoding == nil)
            #expect(upload.total == 2 && upload.count(of: .accepted) == 2)
            let again = try await register.upload(UploadFile.csv([.test(1), .test(2)]))
            #expect(again.count(of: .unchanged) == 2)
        }
    }

    @Test(arguments: BulkJobFormat.allCases, TestEngine.allCases)
    func `the bytes decide, whatever the sender declares`(
        _ format: BulkJobFormat,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let upload = try await register.upload(Self.typed([.test(1)]).bytes, format: format)
            #expect(upload.format == .xlsx && upload.count(of: .accepted) == 1)
        }
    }

    @Test func `messages name the cell, or the row`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            var book = Self.typed([.test(1), .test(2), .test(3), .test(1)], letterhead: 2)
            book.rows[4][Self.column(.nationalID)] = .number("1234567890")
            book.rows[5][Self.column(.average)] = .none
            book.rows[5].append(contentsOf: [.none, .text("note")])
            let upload = try await register.upload(book.bytes)
            let rows = try await register.rows(.results, of: upload).dropFirst()
            #expect(rows.map { $0[0] } == ["1", "2", "3", "4"])
            #expect(
                rows.map { $0[3] } == [
                    "", "national_id_check_digit", "column_count", "duplicate_row",
                ]
            )
            let messages = rows.map { $0[4] }
            #expect(messages[1].hasPrefix("خانهٔ A5: ") && messages[2].hasPrefix("سطر ۶: "))
            let errors = try await register.rows(.errors, of: upload).dropFirst()
            #expect(errors.first?[2] == "1234567890")
            #expect(errors.first?[3].hasPrefix("خانهٔ A5: ") == true)
        }
    }

    @Test func `further remarks name their cells too`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            var book = Self.typed([.test(1), .test(2)], letterhead: 2)
            book.rows[3][Self.column(.nationalID)] = .text("1234567890")
            book.rows[3][Self.column(.average)] = .text("21")
            book.rows[3][Self.column(.birthDate)] = .none
            let upload = try await register.upload(book.bytes)
            let errors = try await register.rows(.errors, of: upload).dropFirst()
            let (birth, average) = (Self.name(.birthDate, 4), Self.name(.average, 4))
            #expect(errors.first?[1] == "national_id")
            #expect(
                errors.first?[5]
                    == "\(birth) birth_date: required; \(average) average: average_out_of_range"
            )
        }
    }

    /// The name of a column's cell in a row.
    private static func name(_ column: GraduateColumn, _ row: Int) -> String {
        "\(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[Self.column(column)])\(row)"
    }

    static let values: [(GraduateColumn, Cell, RowCode?)] = [
        (.nationalID, .number("17958396597274390942"), .spreadsheet),
        (.nationalID, .number("1.7958396597274391E+19"), .spreadsheet),
        (.nationalID, .number("411800779.5"), .nationalIDFormat),
        (.nationalID, .date("33453"), .spreadsheet),
        (.nationalID, .other("t=\"e\"", "<v>#N/A</v>"), .spreadsheet),
        (.nationalID, .other("t=\"b\"", "<v>1</v>"), .nationalIDFormat),
        (.nationalID, .other("", "<f>A1</f><v/>"), .nationalIDFormat),
        (.diplomaNumber, .date("33239"), .spreadsheet),
        (.diplomaNumber, .number("123456789012345678"), .spreadsheet),
        (.diplomaNumber, .other("t=\"str\"", "<f>A1</f><v>1395/7</v>"), nil),
        (.diplomaNumber, .number("139500007"), nil),
        (.diplomaNumber, .other("", "<f>A1</f>"), .formula),
        (.birthDate, .date("33453"), nil), (.birthDate, .number("33453"), .spreadsheet),
        (.birthDate, .number("13700512"), nil), (.birthDate, .date("33453.25"), .dateFormat),
        (.birthDate, .date("60"), .dateFormat), (.birthDate, .text("1370/05/12"), nil),
        (.birthDate, .other("t=\"d\"", "<v>1991-08-03T00:00:00</v>"), nil),
        (.average, .number("18.539999999999999"), nil), (.average, .date("13471"), .spreadsheet),
        (.average, .text("Dec-36"), .spreadsheet), (.firstNameFa, .date("33453"), .letters),
        (.firstNameFa, .other("t=\"b\"", "<v>1</v>"), .letters),
        (.firstNameFa, .shared("مینا\u{1}"), .controlCharacter),
        (.firstNameFa, .shared(String(repeating: "ا", count: 40_000)), .tooLong),
    ]

    @Test(arguments: values.indices)
    func `a cell that a spreadsheet destroyed is refused, and no other`(_ index: Int) async throws {
        let (column, cell, code) = Self.values[index]
        try await TestEngine.sqlite.withRegister { register in
            var book = Self.typed([.test(1)])
            book.rows[1][Self.column(column)] = cell
            let line = try #require(
                try await register.results(of: register.upload(book.bytes)).first
            )
            #expect(line.code == code, "\(line.message ?? "")")
            #expect(line.outcome == (code == nil ? .accepted : .rejected))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `interrupted work on a workbook continues where it was, and doubles nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let count = 1_300
            let book = Self.typed((1...count).map { .test($0) }).bytes
            let id = try await register.send(book, issues: true, pieces: 30_000)
            let now = TestRegister.now
            for worker in ["first", "second"] {
                let running = Mutex<Task<Bool, any Error>?>(nil)
                let task = Task {
                    try await register.registry.process(id, worker: worker, clock: { now }) {
                        _,
                        _ in
                        if worker == "first" { running.withLock { $0?.cancel() } }
                    }
                }
                running.withLock { $0 = task }
                let result = await task.result
                #expect((try? result.get()) == (worker == "second" ? true : nil))
            }
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.count(of: .accepted) == count && upload.issued == count)
            let rows = try await register.rows(.results, of: upload)
            #expect(rows.dropFirst().map { $0[0] } == (1...count).map(String.init))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a workbook that was changed in the database stops, and raises the alarm`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let id = try await register.send(Self.typed([.test(1)]).bytes, pieces: 1_000)
            try register.place.edit(
                "UPDATE bulk_job_chunk SET bytes = CAST('x' AS BLOB) WHERE number = 2;"
            )
            try await register.registry.process(id, worker: "t", clock: { TestRegister.now })
            let upload = try await register.registry.upload(id, by: TestRegister.saorg)
            #expect(upload.state == .failed && upload.problem?.code == .integrityFailure)
            #expect(register.alarms.count(.tampering) == 1)
        }
    }

    static let unreadable: [(BulkJobProblem.Code, [UInt8])] = [
        (.workbook, Array(typed([.test(1)]).bytes.dropLast(30))),
        (.workbook, changed { $0.missing = ["xl/worksheets/sheet1.xml"] }),
        (
            .workbook,
            changed { $0.prologue = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" }
        ),
        (.fileKind, changed { $0.missing = ["xl/workbook.xml"] }),
        (.empty, TestWorkbook(texts: [UploadFile.titles]).bytes), (.empty, TestWorkbook([]).bytes),
        (.columnsMissing, TestWorkbook(texts: [["national_id"], ["1"]]).bytes),
        (.columnTwice, TestWorkbook(texts: [UploadFile.titles + ["نام"], ["1"]]).bytes),
        (.fileKind, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.fileKind, Array("%PDF-1.7".utf8)), (.fileKind, [0x89, 0x50, 0x4E, 0x47]),
    ]

    @Test(arguments: unreadable.indices, TestEngine.allCases)
    func `a file that is no workbook takes nothing, and its problem names the way out`(
        _ index: Int,
        _ engine: TestEngine
    ) async throws {
        let (code, bytes) = Self.unreadable[index]
        try await engine.withRegister { register in
            let upload = try await register.upload(bytes)
            #expect(upload.state == .failed && upload.problem?.code == code)
            if code == .fileKind || code == .workbook {
                #expect(upload.problem?.wording.en.contains("CSV") == true)
            }
            #expect(try await register.count("graduate") == 0)
        }
    }

    @Test func `titles that were not read are in the last line of the results`() async throws {
        try await TestEngine.sqlite.withRegister { register in
            var book = Self.typed([.test(1)])
            book.rows[0] += [.text("رنگ"), .text("معدل دیپلم")]
            let upload = try await register.upload(book.bytes)
            #expect(upload.ignoredColumns == ["رنگ", "معدل دیپلم"])
            let rows = try await register.rows(.results, of: upload)
            #expect(rows[2].prefix(4) == ["0", "ignored", "", "titles_ignored"])
            #expect(rows[2][4].contains("«رنگ»، «معدل دیپلم»"))
            #expect(rows[1][0] == "1" && rows.count == 3)
            #expect(try await register.rows(.errors, of: upload).count == 1)
        }
    }

    private static func column(_ column: GraduateColumn) -> Int { column.index }

    private static func changed(_ change: (inout TestWorkbook) -> Void) -> [UInt8] {
        var book = typed([.test(1)])
        change(&book)
        return book.bytes
    }

    /// Graduates in cells of the types that a spreadsheet gives them.
    private static func typed(_ graduates: [Graduate], letterhead: Int = 0) -> TestWorkbook {
        let head = (0..<letterhead).map { _ in [Cell.none, .text("دانشگاه تهران")] }
        let titles = GraduateColumn.allCases.map { Cell.shared($0.title.fa) }
        let rows = graduates.map { graduate in
            GraduateColumn.allCases.map { column -> Cell in
                let text = graduate.text(of: column)
                if text.isEmpty { return .none }
                if let day = column.isoDate(of: graduate), let date = try? CivilDate(parsing: day) {
                    return .date(String(date.daysSinceEpoch + 25_569))
                }
                switch column {
                case .average, .institutionCode, .fieldCode: return .number(text)
                case .nationalID: return text.hasPrefix("0") ? .text(text) : .number(text)
                default: return .shared(text)
                }
            }
        }
        return TestWorkbook(head + [titles] + rows)
    }
}
