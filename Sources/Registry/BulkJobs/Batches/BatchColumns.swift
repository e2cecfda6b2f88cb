import Persian
import Tabular
import VerifyCore

/// The cells of a row that hold the code and data about the holder.
struct BatchColumns: Sendable {
    private enum Column {
        case code
        case familyName
        case birthYear
        case idLast4
    }

    /// The cell with the code.
    let cell: Int
    /// Titles that name no column.
    let ignored: [String]
    private let data: [(column: Column, cell: Int)]

    /// Reads the title line; without a title for the code, the code is in the first cell.
    init(_ titles: TableRow?) {
        var known: [(column: Column, cell: Int)] = []
        for (cell, title) in (titles?.texts ?? []).enumerated() {
            if let column = Self.column(title) { known.append((column, cell)) }
        }
        // An upload's results have a `code` (of the remark) before the `authenticity_code`.
        let codes = known.filter { $0.column == .code }.map(\.cell)
        let cell = codes.first { Self.isNamedInFull(titles?.text($0) ?? "") } ?? codes.first ?? 0
        self.cell = cell
        data = known.filter { $0.column != .code }
        // The results of an upload or a batch are such a file, too.
        let ours = Set(UploadResult.resultColumns + BatchResult.columns)
        let read = Set(data.map(\.cell) + [cell])
        ignored = (titles?.texts ?? []).enumerated()
            .filter {
                !read.contains($0.offset) && !$0.element.isEmpty && !ours.contains($0.element)
            }
            .map { RowRemark.shown(Letters.stored($0.element)) }
    }

    /// The title line among the first rows of a file; nil for a list of codes without titles.
    ///
    /// A first row whose first cell may be a code is not a title line. Where no title is known, rows without any
    /// digit above the codes are a letterhead with titles.
    static func titles(among rows: [TableRow]) -> TableRow? {
        if let titles = rows.first(where: { $0.texts.contains { column($0) == .code } }) {
            return titles
        }
        guard let first = rows.first, first.fault == nil else { return nil }
        if first.texts.contains(where: { column($0) != nil }) { return first }
        if mayBeCode(first.text(0)) { return nil }
        let head = rows.prefix { row in
            row.fault == nil
                && !row.texts.contains {
                    $0.unicodeScalars.contains { Digits.value(of: $0) != nil }
                }
        }
        return head.count < rows.count ? head.last ?? first : first
    }

    /// Whether a cell has enough digits for a code, or the number that a spreadsheet made of one.
    private static func mayBeCode(_ text: String) -> Bool {
        if text.unicodeScalars.count(where: { Digits.value(of: $0) != nil }) >= 8 { return true }
        do {
            _ = try AuthenticityCode(parsing: text)
            return true
        } catch {
            if case .truncated = error { return true }
            return false
        }
    }

    /// Returns the filter for the lines of our own results that are about the sent file as a whole; nil for
    /// another file.
    ///
    /// Such a line has the record number 0 and no code (`BatchResult.lines`, `UploadResult.lines`).
    static func closingLines(of titles: TableRow?) -> RecordSource.RowFilter? {
        guard let titles else { return nil }
        let names = titles.texts
        guard let record = names.firstIndex(of: "record"),
            names.contains("verdict") && names.contains("code")
                || names.contains("outcome") && names.contains("authenticity_code")
        else { return nil }
        let code = BatchColumns(titles).cell
        return { row in
            row.record > titles.record && record < row.count
                && Digits.folded(row.text(record)) == "0"
                && (code >= row.count || row.isEmpty(code))
        }
    }

    /// Returns the look-up that a row requests.
    func question(of row: TableRow) -> Question {
        let typed = cell < row.count ? row.text(cell) : ""
        var datum: Question.Datum?
        for (column, cell) in data where cell < row.count && !row.isEmpty(cell) && datum == nil {
            let text = row.text(cell)
            datum =
                switch column {
                case .familyName: .familyName(text)
                case .birthYear: .birthYear(text)
                case .idLast4: .idLast4(text)
                case .code: nil
                }
        }
        return Question(.code(typed), knowing: datum)
    }

    /// Whether a title names the authenticity code and no other code.
    private static func isNamedInFull(_ title: String) -> Bool {
        ["authenticitycode", "کدصحت", "کدصحتمدرک"].contains(key(title))
    }

    private static func key(_ title: String) -> String {
        Letters.key(title).replacing("_", with: "")
    }

    private static func column(_ title: String) -> Column? {
        switch key(title) {
        case "code", "authenticitycode", "کدصحت", "کد", "کدها", "کدصحتمدرک": .code
        case "familyname", "lastname", "lastnamefa", "نامخانوادگی", "فامیلی": .familyName
        case "birthyear", "سالتولد": .birthYear
        case "idlast4", "چهاررقماخر", "چهاررقماخرشمارهملی", "چهاررقماخرکدملی": .idLast4
        default: nil
        }
    }
}
