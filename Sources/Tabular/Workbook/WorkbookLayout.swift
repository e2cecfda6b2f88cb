/// The parts of a workbook that are read, and what its small parts define.
struct WorkbookLayout {
    let archive: ZipArchive
    /// The part with the first sheet.
    let sheet: String
    /// The part with the texts that cells share; nil if there is none.
    let texts: String?
    /// For each style of cells, whether it shows a date.
    let isDate: [Bool]
    /// Whether days count from 1904.
    let isFrom1904: Bool

    /// Finds the parts.
    ///
    /// - Throws: `TableFileError.kind` for an archive that is not such a workbook.
    init(of archive: ZipArchive, _ limits: WorkbookLimits) throws(TableFileError) {
        let main = try Self.mainPart(of: archive, limits)
        let workbook = WorkbookHandler()
        guard try Self.read(main, of: archive, workbook, limits), workbook.isWorkbook else {
            throw .kind(Self.kind(of: archive))
        }
        let relationships = RelationshipHandler()
        let folder = Self.folder(of: main)
        let file = main.dropFirst(folder.utf8.count)
        _ = try Self.read("\(folder)_rels/\(file).rels", of: archive, relationships, limits)
        let sheets = relationships.all.filter { $0.type == "worksheet" }
        let first = workbook.sheets.first { sheet in
            !sheet.isHidden && sheets.contains { $0.id == sheet.relationship }
        }
        guard let first, let target = sheets.first(where: { $0.id == first.relationship })?.target
        else { throw .damaged }
        let styles = StyleHandler()
        if let target = relationships.target(ofType: "styles") {
            _ = try Self.read(Self.path(target, from: folder), of: archive, styles, limits)
        }
        self.archive = archive
        sheet = Self.path(target, from: folder)
        texts = relationships.target(ofType: "sharedStrings").map { Self.path($0, from: folder) }
        isDate = styles.isDate
        isFrom1904 = workbook.isFrom1904
    }
}

extension WorkbookLayout {
    /// The name of the part with the list of sheets; its usual name where no relationship gives it.
    private static func mainPart(
        of archive: ZipArchive,
        _ limits: WorkbookLimits
    ) throws(TableFileError) -> String {
        let relationships = RelationshipHandler()
        _ = try read("_rels/.rels", of: archive, relationships, limits)
        let target = relationships.target(ofType: "officeDocument") ?? "xl/workbook.xml"
        // The binary format has the same relationship.
        if target.hasSuffix(".bin") { throw .kind(.xlsb) }
        return path(target, from: "")
    }

    /// Reads a small part; false if there is none.
    private static func read(
        _ name: String,
        of archive: ZipArchive,
        _ handler: any XMLHandler,
        _ limits: WorkbookLimits
    ) throws(TableFileError) -> Bool {
        guard let part = try archive.part(name, limit: limits.smallPartBytes) else { return false }
        _ = try PartReading(part, handler, limits).read()
        return true
    }

    /// What an archive without a workbook is.
    private static func kind(of archive: ZipArchive) -> FileSignature {
        let names = archive.names
        if names.contains(where: { $0.hasPrefix("word/") || $0.hasPrefix("ppt/") }) {
            return .document
        }
        return names.contains("META-INF/manifest.xml") ? .ods : .zip
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }

    /// The name of a part that a relationship refers to, without `.` and `..`.
    private static func path(_ target: String, from folder: String) -> String {
        let whole = target.hasPrefix("/") ? target : folder + target
        var names: [Substring] = []
        for name in whole.split(separator: "/") where name != "." {
            if name == ".." { _ = names.popLast() } else { names.append(name) }
        }
        return names.joined(separator: "/")
    }
}
