import Foundation
import Testing
import VerifyCore

@Suite struct QRCodeTests {
    /// As long as the text of a token of 200 bytes.
    static let tokenText = "HTTPS://SEHAT.SAORG.IR/Q/" + String(repeating: "MZXW6YTB", count: 40)

    @Test(arguments: [(QRCode.ErrorCorrection.m, 11), (.q, 13)])
    func `a token of 200 bytes needs versions 11 and 13`(
        level: QRCode.ErrorCorrection,
        version: Int
    ) throws {
        #expect(try QRCode(Self.tokenText, level: level).version == version)
    }

    @Test func `upper case is packed more densely than lower case`() throws {
        let upper = try QRCode(Self.tokenText)
        #expect(try QRCode(Self.tokenText.lowercased()).version > upper.version)
    }

    @Test func `empty and too long texts are rejected`() {
        #expect(throws: QRCode.EncodingError.empty) { try QRCode("") }
        let long = String(repeating: "A", count: 5_000)
        #expect(throws: QRCode.EncodingError.tooLong(bytes: 5_000)) { try QRCode(long) }
    }

    @Test func `three corners have the finder pattern, the fourth has not`() throws {
        let code = try QRCode("SEHAT")
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        func corner(_ row: Int, _ column: Int) -> [String] {
            (row..<row + 7).map { row in
                (column..<column + 7).map { code.isDark(row: row, column: $0) ? "1" : "0" }.joined()
            }
        }
        let far = code.size - 7
        #expect(corner(0, 0) == finder)
        #expect(corner(0, far) == finder)
        #expect(corner(far, 0) == finder)
        #expect(corner(far, far) != finder)
        #expect(!code.isDark(row: -1, column: 0))
        #expect(!code.isDark(row: 0, column: code.size))
    }

    @Test func `the svg draws each dark module once and nothing else`() throws {
        for text in ["SEHAT", Self.tokenText, "https://صحت.ir"] {
            let code = try QRCode(text)
            for quietZone in [0, 4] {
                let drawn = try Drawn(code.svg(quietZone: quietZone))
                #expect(drawn.dark == Drawn(code, quietZone).dark)
            }
        }
    }

    @Test func `the svg has one path of modules, a white ground and half a millimetre per module`()
        throws
    {
        let svg = try QRCode("SEHAT").svg(label: "\"کد\" <&>")
        #expect(
            svg.hasPrefix(
                #"<svg xmlns="http://www.w3.org/2000/svg" width="14.5mm" height="14.5mm" viewBox="0 0 29 29""#
            )
        )
        #expect(svg.contains(#"aria-label="&quot;کد&quot; &lt;&amp;>""#))
        #expect(svg.components(separatedBy: "<path").count == 3)
        #expect(svg.contains(#"<path fill="white" d="M0 0h29v29H0z"/>"#))
    }

    @Test func `the terminal has half as many lines as modules, of one width`() throws {
        let code = try QRCode("SEHAT")
        let lines = code.terminal(coloured: false).split(separator: "\n")
        #expect(lines.count == (code.size + 8 + 1) / 2)
        #expect(lines.allSatisfy { $0.count == code.size + 8 })
        #expect(lines[0].allSatisfy { $0 == "█" })
        let coloured = code.terminal().split(separator: "\n")
        #expect(coloured.allSatisfy { $0.hasPrefix("\u{1b}[") && $0.hasSuffix("\u{1b}[0m") })
    }

    @Test func `the png header has the size and one bit per pixel`() throws {
        let code = try QRCode("SEHAT")
        let png = code.png(scale: 3)
        #expect(png.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
        #expect(png[16..<26].elementsEqual([0, 0, 0, 87, 0, 0, 0, 87, 1, 0]))
        #expect(png.suffix(12).starts(with: [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44]))
    }
}

/// Returns the cells that a path of `m x y h n v1 h-n z` covers.
private struct Drawn {
    struct Cell: Hashable {
        let row: Int
        let column: Int
    }

    let dark: Set<Cell>

    init(_ code: QRCode, _ quietZone: Int) {
        var dark: Set<Cell> = []
        for row in 0..<code.size {
            for column in 0..<code.size where code.isDark(row: row, column: column) {
                dark.insert(Cell(row: row + quietZone, column: column + quietZone))
            }
        }
        self.dark = dark
    }

    init(_ svg: String) throws {
        let path = try #require(svg.components(separatedBy: #"d=""#).last)
        var dark: Set<Cell> = []
        var (row, column) = (0, 0)
        for run in path.prefix(while: { $0 != "\"" }).split(separator: "m") {
            let match = try #require(run.wholeMatch(of: /(-?\d+) (-?\d+)h(\d+)v1h-(\d+)z/))
            try #require(match.3 == match.4)
            column += try #require(Int(match.1))
            row += try #require(Int(match.2))
            for offset in 0..<(try #require(Int(match.3))) {
                let isNew = dark.insert(Cell(row: row, column: column + offset)).inserted
                #expect(isNew)
            }
        }
        self.dark = dark
    }
}
