/// A workbook that a test makes: the least that a reader needs, with one sheet.
package struct TestWorkbook {
    /// A cell, as the text between `<row>` and `</row>`.
    package enum Cell {
        /// A text in the cell itself.
        case text(String)
        /// A text in the part of shared texts.
        case shared(String)
        /// A number as it stands in the file.
        case number(String)
        /// A number with the style of a date.
        case date(String)
        /// A cell with a style and no value.
        case styled
        /// No cell.
        case none
        /// Any other cell: its attributes, and what is in it.
        case other(String, String)
    }

    package var rows: [[Cell]]
    /// The numbers of the rows, where they are not 1, 2, 3.
    package var numbers: [Int]?
    package var isFrom1904 = false
    /// The format of dates.
    package var dateFormat = "yyyy\\-mm\\-dd"
    /// What stands between the XML declaration and the sheet's root element.
    package var prologue = ""
    /// What follows the rows, inside of the sheet.
    package var epilogue = ""
    /// Sheets in front of the one with the rows; each is hidden.
    package var hiddenSheets = 0
    /// Parts besides the usual ones.
    package var others: [(name: String, text: String)] = []
    /// Parts that are left out.
    package var missing: Set<String> = []

    package init(_ rows: [[Cell]]) { self.rows = rows }

    /// A workbook of texts.
    package init(texts rows: [[String]]) {
        self.init(rows.map { $0.map { $0.isEmpty ? .none : .shared($0) } })
    }

    package var archive: TestArchive {
        var archive = TestArchive()
        var shared: [String] = []
        let sheet = sheet(&shared)
        let items = shared.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }
            .joined()
        let parts = [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", Self.relationships([("rId1", "officeDocument", "/xl/workbook.xml")])),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", sheetRelationships),
            ("xl/styles.xml", styles),
            ("xl/sharedStrings.xml", "<sst>\(items)</sst>"),
            ("xl/worksheets/sheet1.xml", sheet),
        ]
        for (name, text) in parts + others where !missing.contains(name) { archive.add(name, text) }
        return archive
    }

    package var bytes: [UInt8] { archive.bytes }
}

extension TestWorkbook {
    private var workbook: String {
        let hidden = (0..<hiddenSheets).map {
            "<sheet name=\"h\($0)\" sheetId=\"\($0 + 2)\" state=\"hidden\" r:id=\"rId9\($0)\"/>"
        }.joined()
        return """
            <workbook xmlns:r="x"><workbookPr date1904="\(isFrom1904 ? 1 : 0)"/><sheets>\(hidden)\
            <sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>
            """
    }

    private var sheetRelationships: String {
        let hidden = (0..<hiddenSheets).map { ("rId9\($0)", "worksheet", "worksheets/h\($0).xml") }
        return Self.relationships(
            hidden + [
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"),
            ]
        )
    }

    private var styles: String {
        """
        <styleSheet><numFmts><numFmt numFmtId="164" formatCode="\(Self.escaped(dateFormat))"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>
        """
    }

    private func sheet(_ shared: inout [String]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\(prologue)<worksheet><sheetData>"
        for (index, row) in rows.enumerated() {
            let number = numbers?[index] ?? index + 1
            text += "<row r=\"\(number)\">"
            for (column, cell) in row.enumerated() {
                text += Self.xml(of: cell, at: Self.name(column) + String(number), &shared)
            }
            text += "</row>"
        }
        return text + "</sheetData>\(epilogue)</worksheet>"
    }

    private static func xml(of cell: Cell, at name: String, _ shared: inout [String]) -> String {
        switch cell {
        case .text(let text):
            return "<c r=\"\(name)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
        case .shared(let text):
            shared.append(text)
            return "<c r=\"\(name)\" t=\"s\"><v>\(shared.count - 1)</v></c>"
        case .number(let number): return "<c r=\"\(name)\"><v>\(number)</v></c>"
        case .date(let number): return "<c r=\"\(name)\" s=\"1\"><v>\(number)</v></c>"
        case .styled: return "<c r=\"\(name)\" s=\"1\"/>"
        case .none: return ""
        case .other(let attributes, let content):
            return "<c r=\"\(name)\" \(attributes)>\(content)</c>"
        }
    }

    private static func relationships(_ all: [(String, String, String)]) -> String {
        let items = all.map { id, type, target in
            "<Relationship Id=\"\(id)\" Type=\"http://example.org/\(type)\" Target=\"\(target)\"/>"
        }
        return "<Relationships>\(items.joined())</Relationships>"
    }

    private static func name(_ column: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let first = column < 26 ? "" : String(letters[column / 26 - 1])
        return first + String(letters[column % 26])
    }

    /// Control characters as workbooks write them.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case "\"": escaped += "&quot;"
            case _ where scalar.value < 0x20 && scalar != "\t" && scalar != "\n":
                escaped += "_x00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))_"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
