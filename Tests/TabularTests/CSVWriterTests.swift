import Testing

@testable import Tabular

struct CSVWriterTests {
    @Test func `written records are read back`() {
        let rows = [["a", "b,c", "d\"e"], ["f\r\ng", "", " h "], ["علی", "۱۲", "x;y"]]
        var writer = CSVWriter()
        for row in rows { writer.row(row) }
        #expect(writer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(CSVReader.rows(of: writer.bytes).map(\.texts) == rows)
    }

    @Test(arguments: [
        "=1+1", "+98", "-5", "@x", "\tx", "＝1", " =1", "   +1", "\u{A0}=1", "\u{200F}-1",
        "\u{FEFF}@x",
    ])
    func `no cell that is written is a formula`(_ cell: String) {
        var writer = CSVWriter(byteOrderMark: false)
        writer.row([cell, "x"])
        let first = CSVReader.rows(of: writer.bytes).first?.texts.first
        #expect(first == "'" + cell)
    }

    @Test(arguments: [
        ("x;=1+1", "x;'=1+1"), ("x\t=1", "x\t'=1"), ("x; -1;@y", "x; '-1;'@y"), ("x\n=1", "x\n'=1"),
        ("\r=1", "'\r'=1"), ("x;\"=1", "x;\"=1"), ("a=b; c-d", "a=b; c-d"), ("x;", "x;"),
    ])
    func `no part of a cell is a formula where lines are split elsewhere`(
        _ cell: String,
        _ written: String
    ) {
        var writer = CSVWriter(byteOrderMark: false)
        writer.row(["1", cell])
        #expect(writer.bytes.starts(with: Array("1,\"".utf8)))
        #expect(CSVReader.rows(of: writer.bytes).first?.texts == ["1", written])
    }
}
