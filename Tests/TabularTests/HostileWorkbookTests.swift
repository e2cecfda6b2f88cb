import TestWorkbooks
import Testing

@testable import Tabular

struct HostileWorkbookTests {
    private static let book = TestWorkbook([
        [.text("a"), .shared("b"), .date("1")], [.number("2")],
    ])

    @Test func `a part that unpacks to a thousand times its size is refused early`() throws {
        let bomb = try WorkbookReaderTests.file("bomb.xlsx")
        #expect(throws: TableFileError.limit(.expansion)) { try WorkbookReader.rows(of: bomb) }
        var limits = WorkbookLimits()
        limits.expansion = 10_000
        limits.sheetBytes = 1 << 20
        #expect(throws: TableFileError.limit(.unpacked)) {
            try WorkbookReader.rows(of: bomb, limits: limits)
        }
    }

    static let changes: [(TableFileError, @Sendable (inout TestWorkbook) -> Void)] = [
        (
            .damaged,
            {
                $0.prologue = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                $0.rows.append([.other("t=\"str\"", "<v>&e;</v>")])
            }
        ),
        (
            .damaged,
            { $0.prologue = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" }
        ),
        (.damaged, { $0.prologue = "<!DOCTYPE a>" }),
        (.damaged, { $0.rows.append([.other("t=\"str\"", "<v>&e;</v>")]) }),
        (.damaged, { $0.rows.append([.other("t=\"s\"", "<v>1</v>")]) }),
        (.damaged, { $0.rows.append([.other("t=\"s\"", "<v>-1</v>")]) }),
        (.damaged, { $0.rows.append([.other("t=\"s\"", "<v>99999999999999999999</v>")]) }),
        (.damaged, { $0.numbers = [2, 1] }), (.damaged, { $0.numbers = [1, 1] }),
        (.damaged, { $0.numbers = [0, 1] }),
        (.damaged, { $0.missing = ["xl/worksheets/sheet1.xml"] }),
        (.damaged, { $0.missing = ["xl/_rels/workbook.xml.rels"] }),
        (.damaged, { $0.epilogue = "<a>" }), (.damaged, { $0.epilogue = "</worksheet><a/>" }),
        (.kind(.zip), { $0.missing = ["xl/workbook.xml"] }),
        (
            .kind(.document),
            {
                $0.missing = ["xl/workbook.xml"]
                $0.others = [("word/document.xml", "")]
            }
        ),
        (.limit(.rows), { $0.numbers = [1, 1_048_577] }),
        (.limit(.depth), { $0.epilogue = String(repeating: "<a>", count: 100) }),
        (.limit(.tag), { $0.epilogue = "<a b=\"\(String(repeating: " ", count: 2_000_000))\"/>" }),
    ]

    @Test(arguments: changes.indices)
    func `a workbook that is not one is refused`(_ index: Int) throws {
        let (error, change) = Self.changes[index]
        var book = Self.book
        change(&book)
        #expect(throws: error) { try WorkbookReader.rows(of: book.bytes) }
    }

    static let archives: [(TableFileError, @Sendable (inout TestArchive) -> Void)] = [
        (.limit(.parts), { $0.announcedParts = 0xFFFF }),
        (.limit(.parts), { $0.announcedParts = 20_000 }),
        (.limit(.unpacked), { $0.announcedExtraBytes = 0x7000_0000 }),
        (.limit(.expansion), { $0.announcedExtraBytes = 0x0100_0000 }),
        (.protected, { $0.flags = 1 }), (.damaged, { $0.method = 12 }),
        (.damaged, { $0.parts[6].bytes += [0] }),
    ]

    @Test(arguments: archives.indices)
    func `an archive that is not a workbook's is refused`(_ index: Int) throws {
        let (error, change) = Self.archives[index]
        var archive = Self.book.archive
        change(&archive)
        #expect(throws: error) { try WorkbookReader.rows(of: archive.bytes) }
    }

    static let limits: [(WorkbookLimits.Limit, @Sendable (inout WorkbookLimits) -> Void)] = [
        (.parts, { $0.parts = 6 }), (.unpacked, { $0.sheetBytes = 100 }),
        (.unpacked, { $0.textPartBytes = 10 }), (.unpacked, { $0.smallPartBytes = 10 }),
        (.unpacked, { $0.unpackedBytes = 100 }), (.depth, { $0.depth = 3 }),
        (.texts, { $0.texts = 0 }),
        (.texts, { $0.textBytes = 0 }), (.cells, { $0.cells = 3 }), (.rows, { $0.rows = 1 }),
    ]

    @Test(arguments: limits.indices)
    func `each limit holds`(_ index: Int) throws {
        let (limit, change) = Self.limits[index]
        var limits = WorkbookLimits()
        change(&limits)
        #expect(throws: TableFileError.limit(limit)) {
            try WorkbookReader.rows(of: Self.book.bytes, limits: limits)
        }
    }

    @Test func `a million empty cells make no row`() throws {
        var book = TestWorkbook(
            Array(repeating: Array(repeating: .styled, count: 50), count: 20_000)
        )
        book.rows.append([.text("a")])
        #expect(try WorkbookReader.rows(of: book.bytes).map(\.record) == [20_001])
    }

    @Test func `a large cell, a large row and a far column cost one row`() throws {
        let long = String(repeating: "a", count: 65_537)
        let wide = Array(repeating: Cell.text(String(repeating: "b", count: 60_000)), count: 5)
        let far = Array(repeating: Cell.none, count: 256) + [.text("c")]
        let rows = try WorkbookReader.rows(
            of: TestWorkbook([[.text(long)], wide, far, [.shared(long)], [.text("d")]]).bytes
        )
        #expect(
            rows.map(\.fault) == [
                .fieldTooLarge, .rowTooLarge, .tooManyColumns, .fieldTooLarge, nil,
            ]
        )
        #expect(rows.last?.texts == ["d"])
    }

    @Test func `a cut workbook is refused at each length`() {
        let bytes = Self.book.bytes
        for count in bytes.indices {
            #expect(throws: TableFileError.self) {
                try WorkbookReader.rows(of: Array(bytes[..<count]))
            }
        }
    }

    @Test func `no flipped bit ends the process`() {
        let bytes = Self.book.bytes
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 1 << UInt8(index % 8)
            _ = try? WorkbookReader.rows(of: flipped)
        }
    }

    private typealias Cell = TestWorkbook.Cell
}
