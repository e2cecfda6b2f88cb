import Foundation
import TestWorkbooks
import Testing

@testable import Tabular

struct WorkbookReaderTests {
    typealias Cell = TestWorkbook.Cell

    static let cells: [(Cell, String)] = [
        (.text("علی"), "علی"), (.shared("0411800779"), "0411800779"), (.number("12.360"), "12.36"),
        (.number("4.1180077900000000E9"), "4118007790"), (.date("33453"), "1991-08-03"),
        (.date("0.5"), "0.5"), (.shared(" a\nb "), " a\nb "), (.shared("_x0009_"), "\t"),
        (.text("a_b_x_"), "a_b_x_"), (.other("t=\"b\"", "<v>1</v>"), "TRUE"),
        (.other("t=\"b\"", "<v>0</v>"), "FALSE"), (.other("t=\"e\"", "<v>#N/A</v>"), "#N/A"),
        (.other("t=\"str\"", "<f>A1&amp;\"x\"</f><v>ax</v>"), "ax"),
        (.other("t=\"str\"", "<f>IF(A1=1,\"\",1)</f><v></v>"), ""),
        (.other("", "<f>6*7</f><v>42</v>"), "42"), (.other("", "<f>6*7</f><v/>"), "=6*7"),
        (.other("t=\"d\"", "<v>1991-08-03T00:00:00</v>"), "1991-08-03"),
        (.other("s=\"1\" t=\"n\"", "<v>33453</v>"), "1991-08-03"),
        (.other("s=\"0\"", "<v>33453</v>"), "33453"), (.other("s=\"99\"", "<v>33453</v>"), "33453"),
        (
            .other(
                "t=\"inlineStr\"",
                "<is><r><rPr><b/></rPr><t>محمد</t></r><r><t>رضا</t></r></is>"
            ),
            "محمدرضا"
        ),
        (
            .other(
                "t=\"inlineStr\"",
                "<is><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr/></is>"
            ), "東京"
        ),
        (.other("t=\"inlineStr\"", "<is><t>a</t></is><v>b</v>"), "a"),
        (.other("x:t=\"inlineStr\"", "<x:is><x:t>a</x:t></x:is>"), "a"),
    ]

    @Test(arguments: cells)
    func `a cell is read as its text`(_ cell: Cell, _ text: String) throws {
        let book = TestWorkbook([[.text("first"), cell, .text("last")]])
        let row = try #require(try WorkbookReader.rows(of: book.bytes).first)
        #expect(row.texts == ["first", text, "last"])
    }

    @Test func `rows keep the numbers and names of the sheet`() throws {
        var book = TestWorkbook([
            [.text("a")], [.styled], [], [.none, .styled, .text("b")],
            (0..<30).map { .text(String($0)) },
        ])
        book.numbers = [3, 4, 5, 17, 1000]
        let rows = try WorkbookReader.rows(of: book.bytes)
        #expect(rows.map(\.record) == [3, 17, 1000])
        #expect(rows[1].texts == ["", "", "b"])
        #expect(rows[1].cellName(2) == "C17" && rows[2].cellName(29) == "AD1000")
    }

    @Test func `only a date of a date cell is marked as one`() throws {
        let book = TestWorkbook([[.date("33453"), .text("1991-08-03"), .number("33453")]])
        let row = try #require(try WorkbookReader.rows(of: book.bytes).first)
        #expect((0..<3).map(row.isDate) == [true, false, false])
    }

    @Test func `the first sheet that is not hidden is read`() throws {
        var book = TestWorkbook(texts: [["a"]])
        book.hiddenSheets = 2
        #expect(try WorkbookReader.rows(of: book.bytes).map(\.texts) == [["a"]])
    }

    @Test(arguments: [
        ["xl/styles.xml"], ["xl/sharedStrings.xml"], ["_rels/.rels", "[Content_Types].xml"],
    ])
    func `parts that a workbook may lack are not needed`(_ missing: [String]) throws {
        var book = TestWorkbook([[.text("a"), .number("1")]])
        book.missing = Set(missing)
        #expect(try WorkbookReader.rows(of: book.bytes).map(\.texts) == [["a", "1"]])
    }

    @Test func `what openpyxl writes is read`() throws {
        let rows = try WorkbookReader.rows(of: try Self.file("openpyxl.xlsx"))
        #expect(
            rows.map(\.texts) == [
                ["متن", "number", "date", "time", "code", "bool", "formula"],
                [
                    "علیA", "411800779", "1991-08-03", "1991-08-03 10:30:00",
                    "1.79583965972743E+19",
                    "TRUE", "=1+1",
                ],
                ["0411800779", "18.54", "1991-08-03", "", "1.79583965972743E+19", "FALSE", "#N/A"],
                ["merged", "", "", "next"],
            ]
        )
        #expect(rows.map(\.record) == [1, 2, 3, 6])
    }

    @Test func `what XlsxWriter writes is read, with days from 1904`() throws {
        let rows = try WorkbookReader.rows(of: try Self.file("xlsxwriter.xlsx"))
        #expect(
            rows.map(\.texts) == [
                ["نام", "id", "birth"], ["محمدرضا کاظمی", "411800779", "1991-08-03"],
                ["ab", "0.3"],
            ]
        )
    }

    @Test func `steps of any size make the same rows`() throws {
        let bytes = TestWorkbook(texts: (0..<3000).map { ["\($0)", "x\($0 % 7)"] }).bytes
        var limits = WorkbookLimits()
        limits.stepBytes = 1
        let reader = WorkbookReader(size: bytes.count, limits: limits)
        var rows: [[String]] = []
        var steps = 0
        var isLast = false
        while !isLast {
            // Pieces of another size than those that are requested.
            let step = try reader.next { Array(bytes[$0..<min($0 + min($1, 777), bytes.count)]) }
            rows += step.rows.map(\.texts)
            isLast = step.isLast
            steps += 1
        }
        #expect(rows == (0..<3000).map { ["\($0)", "x\($0 % 7)"] })
        #expect(steps > 4)
    }

    @Test func `an error of the caller's reading is thrown as it is, and again`() throws {
        struct Lost: Error {}
        let bytes = TestWorkbook(texts: [["a"]]).bytes
        let reader = WorkbookReader(size: bytes.count)
        #expect(throws: Lost.self) { try reader.next { _, _ in throw Lost() } }
        #expect(throws: Lost.self) {
            try reader.next { Array(bytes[$0..<min($0 + $1, bytes.count)]) }
        }
    }

    static func file(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Workbooks"
        )
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }
}
