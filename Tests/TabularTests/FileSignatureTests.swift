import TestWorkbooks
import Testing

@testable import Tabular

struct FileSignatureTests {
    static let files: [(FileSignature, [UInt8])] = [
        (.xlsx, TestWorkbook(texts: [["a"]]).bytes),
        (.xls, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.pdf, Array("%PDF-1.7\n".utf8)), (.html, Array("\u{FEFF}\n <!DOCTYPE html><p>".utf8)),
        (.html, Array("<table><tr>".utf8)), (.xml, Array("<?xml version=\"1.0\"?><Workbook>".utf8)),
        (.html, Array("<html>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })),
        (.zip, [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 40)),
        (.compressed, [0x1F, 0x8B, 8]),
        (.compressed, [0x28, 0xB5, 0x2F, 0xFD]), (.image, [0x89, 0x50, 0x4E, 0x47]),
        (.image, [0xFF, 0xD8, 0xFF, 0xE0]), (.image, Array("RIFF1234WEBP".utf8)),
        (.image, [0, 0, 0, 24] + Array("ftypheic".utf8)),
        (.image, Array("BM1234".utf8) + [0, 0, 0, 0]),
        (.document, Array("{\\rtf1".utf8)),
        (.document, [0x50, 0x4B, 3, 4] + Array("[Content_Types].xml word/document.xml".utf8)),
        (.database, Array("SQLite format 3\0".utf8)),
        (.database, [0, 1, 0, 0] + Array("Standard Jet DB".utf8)),
        (.jsonArray, Array("[\n {\"a\": 1}]".utf8)), (.jsonArray, Array("[]".utf8)),
        (
            .ods,
            [0x50, 0x4B, 3, 4]
                + Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8)
        ),
    ]

    @Test(arguments: files)
    func `a container is recognized by its first bytes`(_ kind: FileSignature, _ bytes: [UInt8]) {
        #expect(FileSignature(head: bytes.prefix(FileSignature.headBytes)) == kind)
    }

    @Test(arguments: [
        "", "code\n1795", "national_id,نام\n", "[1795 8396 5972 7439 0942]\n", "BMI,weight\n1,2\n",
        "<a>,b\n",
        "{\"code\": 1}\n", "PK,name\n", "sep=;\na;b", "%,a\n",
    ])
    func `a text of rows is none`(_ text: String) {
        #expect(FileSignature(head: Array(text.utf8)) == nil)
    }

    @Test func `a file of rows is CSV or a workbook, without rows that are empty`() throws {
        let rows = [["a", "b"], ["c", "d"]]
        let csv = "sep=;\r\na;b\r\n\r\n  \r\n;\r\nc;d\r\n\u{1A}"
        #expect(try TableFile.rows(of: Array(csv.utf8)).map(\.texts) == rows)
        let book = TestWorkbook(texts: [["a", "b"], [" ", ""], ["c", "d"]])
        #expect(try TableFile.rows(of: book.bytes).map(\.texts) == rows)
        for (kind, bytes) in Self.files where kind != .xlsx {
            #expect(throws: TableFileError.self) { try TableFile.rows(of: bytes) }
        }
    }
}
