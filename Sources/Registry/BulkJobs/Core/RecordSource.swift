import Tabular
import VerifyCore

/// A record of a file before its cells are read.
struct RawRecord: Sendable {
    enum Content: Sendable {
        case cells(TableRow)
        case object(JSON)
        case fault(RowCode)
    }

    /// From 1; a title line is not counted.
    let number: Int
    let content: Content
    /// Its place in the file.
    let origin: RecordOrigin
}

/// The place of a record in its file.
enum RecordOrigin: Sendable {
    /// A row of a workbook, whose cells are named in messages.
    case sheet(TableRow)
    /// The line of a text on which the record begins, from 1.
    case line(Int)
}

/// Reads the records of a job's file, chunk by chunk from the database.
///
/// A value: a copy continues from the same position, except in a workbook (`WorkbookSource`).
struct RecordSource: Sendable {
    private enum Reader: Sendable {
        case csv(CSVReader)
        case lines(LineReader)
        case workbook(WorkbookSource)
    }

    private let bytes: BulkJobBytes
    private var transcoder: Transcoder
    private var reader: Reader
    private var nextChunk = 1
    private var hasEnded = false
    /// A slice, so that removing the first records does not move the others.
    private var pending: ArraySlice<RawRecord> = []
    private let encoding: TextEncoding
    /// Returns whether a row is no record.
    private let leavesOut: RowFilter?
    /// The number of the title line among the rows of the file; 0 for a file without one.
    private let titleRow: Int
    private var records = 0
    private var steps = 0
    /// The first rows of the file, of which one is the title line.
    private(set) var firstRows: [TableRow] = []

    /// Returns whether a row is no record.
    typealias RowFilter = @Sendable (TableRow) -> Bool

    /// Chunks, or steps of a workbook, after which the lease is renewed: less than two seconds.
    private static let stepsOfLease = 16

    init(
        of bytes: BulkJobBytes,
        in format: BulkJobFormat,
        encoding: TextEncoding?,
        titleRow: Int = 0,
        leavingOut: RowFilter? = nil
    ) async throws {
        self.bytes = bytes
        self.encoding = encoding ?? .utf8
        self.titleRow = titleRow
        leavesOut = leavingOut
        transcoder = Transcoder(from: self.encoding)
        reader =
            switch format {
            case .csv: .csv(CSVReader())
            case .ndjson: .lines(LineReader())
            case .xlsx: .workbook(try await WorkbookSource(bytes))
            }
    }

    /// Returns the next records, at most `BulkJobLimits.batchRecords`; none at the end.
    ///
    /// Renews the lease of `run` from time to time: a sheet may have very many empty cells.
    mutating func next(renewing run: BulkJobRun) async throws -> [RawRecord] {
        while pending.count < BulkJobLimits.batchRecords, !hasEnded {
            try await readOn()
            steps += 1
            if steps.isMultiple(of: Self.stepsOfLease) { try await run.renew() }
            try Task.checkCancellation()
        }
        let records = Array(pending.prefix(BulkJobLimits.batchRecords))
        pending = pending.dropFirst(records.count)
        return records
    }

    private mutating func readOn() async throws {
        if case .workbook(let workbook) = reader {
            let step = try await workbook.next()
            hasEnded = step.isLast
            for row in step.rows { take(row) }
        } else {
            let chunk = try await bytes.chunk(nextChunk)
            nextChunk += 1
            read(chunk)
        }
    }

    private mutating func read(_ bytes: [UInt8]?) {
        hasEnded = bytes == nil
        let text = bytes.map { transcoder.feed($0) } ?? transcoder.finish()
        switch reader {
        case .csv(var csv):
            reader = .lines(LineReader())
            csv.feed(text) { take($0) }
            if hasEnded { csv.finish { take($0) } }
            reader = .csv(csv)
        case .lines(var lines):
            reader = .lines(LineReader())
            lines.feed(text) { take($0, at: $1, $2) }
            if hasEnded { lines.finish { take($0, at: $1, $2) } }
            reader = .lines(lines)
        case .workbook: break
        }
    }

    private mutating func take(_ row: borrowing TableRow) {
        let row = row.kept()
        if row.isBlank || row.isDelimiterHint { return }
        if firstRows.count < TableFile.rowsBeforeTitles { firstRows.append(row) }
        if row.record <= titleRow || leavesOut?(row) == true { return }
        records += 1
        let content: RawRecord.Content =
            if let fault = row.fault {
                .fault(row.isInSheet ? fault.codeInSheet : .csv)
            } else if !row.isInSheet, row.hasOtherEncoding(than: encoding) {
                .fault(.encoding)
            } else {
                .cells(row)
            }
        pending.append(
            RawRecord(
                number: records,
                content: content,
                origin: row.isInSheet ? .sheet(row) : .line(row.line)
            )
        )
    }

    private mutating func take(_ number: Int, at line: Int, _ text: [UInt8]?) {
        var content = RawRecord.Content.fault(.json)
        if let text, let object = try? JSON(parsing: text), object.members != nil {
            content = .object(object)
        }
        pending.append(RawRecord(number: number, content: content, origin: .line(line)))
    }
}

extension RowFault {
    /// The reason for a row of a sheet, which has no quotes.
    fileprivate var codeInSheet: RowCode {
        switch self {
        case .tooManyColumns: .columnCount
        case .fieldTooLarge, .rowTooLarge, .unclosedQuote, .strayQuote: .tooLong
        }
    }
}
