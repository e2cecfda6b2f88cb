/// The cells of a sheet, row by row.
final class SheetHandler: XMLHandler {
    private let limits: WorkbookLimits
    private let texts: SharedTextHandler
    private let isDate: [Bool]
    private let isFrom1904: Bool

    /// The rows that have ended and were not taken.
    private var rows: [TableRow] = []
    private var row = TableRow()
    private var rowBytes = 0
    private var cell = Cell()
    private var column = 0
    private var isInSheet = false
    private var isInCell = false
    private var cells = 0
    /// Whether the root element is a sheet's.
    private(set) var isSheet = false
    private var isRoot = true

    /// A cell that is being read.
    private struct Cell {
        var type: String?
        var isDate = false
        var value: [UInt8] = []
        var text = RichText()
        var isValue = false
        /// The formula; nil for a cell without one.
        var formula: [UInt8]?
        var isFormula = false
    }

    init(
        _ limits: WorkbookLimits,
        texts: SharedTextHandler,
        isDate: [Bool],
        isFrom1904: Bool
    ) {
        self.limits = limits
        self.texts = texts
        self.isDate = isDate
        self.isFrom1904 = isFrom1904
        row.isInSheet = true
    }

    var wantsText: Bool {
        isInCell && (cell.isValue || cell.isFormula || cell.text.wantsText)
    }

    /// Returns the rows that have ended since the last call.
    func takeRows() -> [TableRow] {
        defer { rows = [] }
        return rows
    }

    func start(_ name: String, _ attributes: borrowing XMLAttributes) throws(TableFileError) {
        if isRoot { isSheet = name == "worksheet" }
        isRoot = false
        switch name {
        case "sheetData": isInSheet = true
        case "row" where isInSheet: try startRow(attributes["r"])
        case "c" where isInSheet: try startCell(attributes)
        case "v" where isInCell: cell.isValue = true
        case "f" where isInCell: cell.isFormula = true
        default: if isInCell { cell.text.start(name) }
        }
    }

    func end(_ name: String, _ text: [UInt8]) throws(TableFileError) {
        switch name {
        case "sheetData": isInSheet = false
        case "row" where isInSheet: endRow()
        case "c" where isInCell: try endCell()
        case "v" where isInCell:
            cell.value = text
            cell.isValue = false
        case "f" where isInCell:
            cell.formula = text
            cell.isFormula = false
        default: if isInCell { cell.text.end(name, text) }
        }
    }
}

/// Rows and the places of their cells.
extension SheetHandler {
    /// A row without a number follows the one before.
    private func startRow(_ number: String?) throws(TableFileError) {
        let last = row.record
        row.record = last + 1
        if let number {
            guard let number = Int(number), number > last else { throw .damaged }
            row.record = number
        }
        guard row.record <= limits.rows else { throw .limit(.rows) }
        column = 0
        rowBytes = 0
    }

    private func endRow() {
        // A row without any value is not kept, since a million of them may be formatted and empty.
        if row.fault != nil || row.count > 0 { rows.append(row.kept()) }
        row.clear()
    }

    private func startCell(_ attributes: borrowing XMLAttributes) throws(TableFileError) {
        cells += 1
        guard cells <= limits.cells else { throw .limit(.cells) }
        if let reference = attributes["r"] {
            guard let place = Self.column(of: reference), place >= column else { throw .damaged }
            column = place
        }
        guard column < limits.columns else { throw .damaged }
        cell.type = attributes["t"]
        cell.isDate = false
        if let style = attributes["s"].flatMap({ Int($0) }), isDate.indices.contains(style) {
            cell.isDate = isDate[style]
        }
        isInCell = true
    }

    private func endCell() throws(TableFileError) {
        let rich = cell.text.take()
        let (text, isDate) = try content(rich)
        cell.value.removeAll(keepingCapacity: true)
        cell.formula = nil
        isInCell = false
        defer { column += 1 }
        if text.isEmpty || row.fault != nil { return }
        rowBytes += text.count
        if column >= limits.record.columns {
            row.fault = .tooManyColumns
        } else if text.count > limits.record.fieldBytes {
            row.fault = .fieldTooLarge
        } else if rowBytes > limits.record.rowBytes {
            row.fault = .rowTooLarge
        } else {
            row.append(text, at: column, isDate: isDate)
        }
    }

    /// The column of a cell's name, from 0: 1 for `B17`; nil for another text.
    private static func column(of reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8.prefix(4) {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            column = column * 26 + Int(byte - UInt8(ascii: "A") + 1)
        }
        return column == 0 ? nil : column - 1
    }
}

/// Values (ECMA-376, part 1, 18.3.1.4).
extension SheetHandler {
    /// The value as a text, and whether it is a date.
    private func content(_ rich: [UInt8]) throws(TableFileError) -> ([UInt8], Bool) {
        switch cell.type {
        case "s":
            guard let number = Int(String(decoding: cell.value, as: UTF8.self)),
                let text = texts.text(number)
            else { throw .damaged }
            return (Array(text), false)
        case "inlineStr": return (rich, false)
        case "str": return (RichText.unescaped(cell.value), false)
        case "b": return (Array((cell.value == [0x31] ? "TRUE" : "FALSE").utf8), false)
        case "e": return (cell.value, false)
        case "d":
            let text = String(decoding: cell.value, as: UTF8.self)
            guard let day = CellNumber.isoDate(text) else { return (cell.value, false) }
            return (Array(day.utf8), true)
        default:
            // A program that does not calculate stored no result: the formula itself is refused by every column.
            if cell.value.isEmpty, let formula = cell.formula { return ([0x3D] + formula, false) }
            if cell.isDate, let day = CellNumber.date(cell.value, isFrom1904: isFrom1904) {
                return (Array(day.utf8), true)
            }
            return (CellNumber.text(cell.value), false)
        }
    }
}
