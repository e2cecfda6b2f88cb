/// The relationships of a part: the parts that it refers to.
final class RelationshipHandler: XMLHandler {
    struct Relationship {
        let id: String
        /// The last word of the type's address, such as `worksheet`: two editions of the standard differ before it.
        let type: Substring
        let target: String
    }

    private(set) var all: [Relationship] = []
    let wantsText = false

    func start(_ name: String, _ attributes: borrowing XMLAttributes) {
        guard name == "Relationship", attributes["TargetMode"] != "External",
            let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"]
        else { return }
        all.append(
            Relationship(id: id, type: type.split(separator: "/").last ?? "", target: target)
        )
    }

    func end(_ name: String, _ text: [UInt8]) {}

    /// The name of the first part with a type.
    func target(ofType type: String) -> String? { all.first { $0.type == type }?.target }
}

/// The workbook part: its sheets in order, and its date system.
final class WorkbookHandler: XMLHandler {
    struct Sheet {
        let relationship: String
        let isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    /// Whether days count from 1904, as in workbooks of older Macs.
    private(set) var isFrom1904 = false
    private var isRoot = true
    /// Whether the root element is a workbook's.
    private(set) var isWorkbook = false
    let wantsText = false

    func start(_ name: String, _ attributes: borrowing XMLAttributes) {
        if isRoot { isWorkbook = name == "workbook" }
        isRoot = false
        switch name {
        case "workbookPr":
            isFrom1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
        case "sheet":
            // The attribute `r:id`; a sheet's own number is `sheetId`.
            guard let id = attributes["id"] else { return }
            let isHidden = ["hidden", "veryHidden"].contains(attributes["state"] ?? "")
            sheets.append(Sheet(relationship: id, isHidden: isHidden))
        default: break
        }
    }

    func end(_ name: String, _ text: [UInt8]) {}
}

/// The styles: which of them show a number as a date.
final class StyleHandler: XMLHandler {
    /// For each style of cells, whether it shows a date.
    private(set) var isDate: [Bool] = []
    private var dateFormats: Set<Int> = []
    private var isInCellStyles = false
    let wantsText = false

    /// Cells refer to styles by number; a workbook has at most 65,490.
    private static let limit = 100_000

    func start(_ name: String, _ attributes: borrowing XMLAttributes) throws(TableFileError) {
        switch name {
        case "numFmt":
            guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
            if NumberFormat.isDate(attributes["formatCode"] ?? "") {
                dateFormats.insert(id)
            } else {
                dateFormats.remove(id)
            }
        case "cellXfs": isInCellStyles = true
        case "xf" where isInCellStyles:
            guard isDate.count < Self.limit else { throw .limit(.parts) }
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            isDate.append(dateFormats.contains(id) || NumberFormat.builtInDates.contains(id))
        default: break
        }
    }

    func end(_ name: String, _ text: [UInt8]) {
        if name == "cellXfs" { isInCellStyles = false }
    }
}

/// The texts that cells refer to by number, one after the other in one buffer.
final class SharedTextHandler: XMLHandler {
    private let limits: WorkbookLimits
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private var current = RichText()

    init(_ limits: WorkbookLimits) { self.limits = limits }

    var wantsText: Bool { current.wantsText }

    func start(_ name: String, _ attributes: borrowing XMLAttributes) {
        current.start(name)
    }

    func end(_ name: String, _ text: [UInt8]) throws(TableFileError) {
        current.end(name, text)
        guard name == "si" else { return }
        bytes += current.take()
        ends.append(UInt32(bytes.count))
        guard bytes.count <= limits.textBytes, ends.count <= limits.texts else {
            throw .limit(.texts)
        }
    }

    /// The text with a number; nil if there is none.
    func text(_ number: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(number) else { return nil }
        return bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
    }
}

/// A text in runs of one format each; the readings that are printed above Japanese texts are not part of it.
struct RichText {
    private var bytes: [UInt8] = []
    private var readings = 0
    private(set) var wantsText = false

    mutating func start(_ name: String) {
        if name == "rPh" { readings += 1 }
        wantsText = name == "t" && readings == 0
    }

    mutating func end(_ name: String, _ text: [UInt8]) {
        if name == "rPh" { readings -= 1 }
        if name == "t", wantsText { bytes += text }
        wantsText = false
    }

    /// Returns the text and begins the next one.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return Self.unescaped(bytes)
    }

    /// Replaces `_x000D_`, by which workbooks write characters that XML has not (ECMA-376, ST_Xstring).
    static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0x5F) else { return bytes }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if index + 6 < bytes.count, bytes[index] == 0x5F, bytes[index + 1] == 0x78,
                bytes[index + 6] == 0x5F,
                let code = UInt32(
                    String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self),
                    radix: 16
                ),
                let scalar = Unicode.Scalar(code)
            {
                result += Array(String(scalar).utf8)
                index += 7
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
