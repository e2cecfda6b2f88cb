/// A reader of the first sheet of a workbook (`.xlsx`, `.xlsm`; ECMA-376), in steps of bounded time and memory.
///
/// The sheet is read as it is unpacked. Only the texts that its cells share are in memory, within
/// `WorkbookLimits.textBytes`. Values are texts: a number as a spreadsheet shows it, a date as `1991-08-03`, the
/// result of a formula as it was stored. The first sheet that is not hidden is read, with its hidden rows.
///
/// Unchecked because libzip's and expat's state has no lock: one caller at a time takes the next step.
package final class WorkbookReader: @unchecked Sendable {
    /// What one step read.
    package struct Step: Sendable {
        /// The rows that have a value, in order.
        package let rows: [TableRow]
        /// Whether the sheet ends with them.
        package let isLast: Bool
    }

    private enum State {
        case unopened
        case texts(PartReading, WorkbookLayout, SharedTextHandler)
        case sheet(PartReading, SheetHandler)
        case ended
    }

    private let source: ArchiveBytes
    private let limits: WorkbookLimits
    private var state = State.unopened

    /// Creates a reader of a workbook of `size` bytes.
    package init(size: Int, limits: WorkbookLimits = WorkbookLimits()) {
        source = ArchiveBytes(size: size)
        self.limits = limits
    }

    /// Reads on, at most `WorkbookLimits.stepBytes` of unpacked bytes.
    ///
    /// `reading` returns at most `count` bytes of the workbook at an offset.
    ///
    /// - Throws: `TableFileError`; what `reading` throws, after which every later step throws the same.
    package func next(
        _ reading: (_ offset: Int, _ count: Int) throws -> [UInt8]
    ) throws -> Step {
        try source.lend(reading) { try step() }
    }

    /// Returns the rows of a workbook in memory.
    package static func rows(
        of bytes: [UInt8],
        limits: WorkbookLimits = WorkbookLimits()
    ) throws(TableFileError) -> [TableRow] {
        let reader = WorkbookReader(size: bytes.count, limits: limits)
        var rows: [TableRow] = []
        do {
            while true {
                let step = try reader.next { Array(bytes[$0..<min($0 + $1, bytes.count)]) }
                rows += step.rows
                if step.isLast { return rows }
            }
        } catch let error as TableFileError {
            throw error
        } catch {
            throw .damaged
        }
    }
}

extension WorkbookReader {
    private func step() throws(TableFileError) -> Step {
        switch state {
        case .unopened:
            state = try opened()
            return Step(rows: [], isLast: false)
        case .texts(let part, let layout, let texts):
            if try part.read(atMost: limits.stepBytes) { state = try sheet(of: layout, texts) }
            return Step(rows: [], isLast: false)
        case .sheet(let part, let handler):
            let isLast = try part.read(atMost: limits.stepBytes)
            if isLast {
                guard handler.isSheet else { throw .damaged }
                state = .ended
            }
            return Step(rows: handler.takeRows(), isLast: isLast)
        case .ended:
            return Step(rows: [], isLast: true)
        }
    }

    private func opened() throws(TableFileError) -> State {
        let layout = try WorkbookLayout(of: try ZipArchive(source, limits), limits)
        let texts = SharedTextHandler(limits)
        guard let name = layout.texts,
            let part = try layout.archive.part(name, limit: limits.textPartBytes)
        else { return try sheet(of: layout, texts) }
        return .texts(try PartReading(part, texts, limits), layout, texts)
    }

    private func sheet(
        of layout: WorkbookLayout,
        _ texts: SharedTextHandler
    ) throws(TableFileError) -> State {
        let handler = SheetHandler(
            limits,
            texts: texts,
            isDate: layout.isDate,
            isFrom1904: layout.isFrom1904
        )
        guard let part = try layout.archive.part(layout.sheet, limit: limits.sheetBytes) else {
            throw .damaged
        }
        return .sheet(try PartReading(part, handler, limits), handler)
    }
}

/// A part that is read as it is unpacked.
final class PartReading {
    private let part: ZipPart
    private let reader: XMLReader

    init(
        _ part: ZipPart,
        _ handler: any XMLHandler,
        _ limits: WorkbookLimits
    ) throws(TableFileError) {
        self.part = part
        reader = try XMLReader(handler, limits)
    }

    /// Reads on; returns whether the part has ended.
    func read(atMost limit: Int = .max) throws(TableFileError) -> Bool {
        var count = 0
        while count < limit {
            let piece = try part.next()
            try reader.feed(piece)
            if piece.isEmpty { return true }
            count += piece.count
        }
        return false
    }
}
