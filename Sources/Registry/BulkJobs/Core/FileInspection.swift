import Persian
import Tabular
import VerifyCore

/// The properties of a file that are found before its records are processed.
struct FileInspection: Sendable {
    /// Nil for a workbook.
    let encoding: TextEncoding?
    let format: BulkJobFormat
    /// The title line; nil for NDJSON and for a file without one.
    let titles: TableRow?
    /// The number of records, or a number above the limit.
    let total: Int
    /// The names of the members of NDJSON's objects.
    let members: [String]
    /// Returns whether a row below the titles is no record; nil where all are.
    let leavesOut: RecordSource.RowFilter?

    /// Reads the whole file: its first bytes for what it is, a text for its encoding, then all to count its records.
    ///
    /// `limit` is the most records; counting ends soon after it. `titles` returns the title line among the first
    /// rows; nil for a file without one. `leavingOut` returns the filter for the rows that are no records.
    ///
    /// - Throws: `BulkJobProblem` for a file that has no rows, such as a PDF, and for a workbook that cannot be read.
    static func of(
        _ job: BulkJob,
        _ bytes: BulkJobBytes,
        by run: BulkJobRun,
        limit: Int,
        titles: ([TableRow]) -> TableRow?,
        leavingOut: (TableRow?) -> RecordSource.RowFilter? = { _ in nil }
    ) async throws -> FileInspection {
        let kind = try await kind(of: job, bytes)
        var source = try await RecordSource(of: bytes, in: kind.format, encoding: kind.encoding)
        var rows = 0
        var line: TableRow?
        var leavesOut: RecordSource.RowFilter?
        var members = MemberNames()
        while case let records = try await source.next(renewing: run), !records.isEmpty {
            // The first records are more than the rows among which the titles are.
            if rows == 0, kind.format != .ndjson {
                line = titles(source.firstRows)
                leavesOut = leavingOut(line)
            }
            rows += records.count { !$0.isLeft(outBy: leavesOut) }
            for case .object(let object) in records.lazy.map(\.content) { members.add(object) }
            if rows > limit + TableFile.rowsBeforeTitles { break }
        }
        let titles = line
        let before = titles.map { line in source.firstRows.count { $0.record <= line.record } } ?? 0
        return FileInspection(
            encoding: kind.encoding,
            format: kind.format,
            titles: titles,
            total: rows - before,
            members: members.names,
            leavesOut: leavesOut
        )
    }

    /// Reads the records of the file that was inspected.
    func source(of bytes: BulkJobBytes) async throws -> RecordSource {
        try await RecordSource(
            of: bytes,
            in: format,
            encoding: encoding,
            titleRow: titles?.record ?? 0,
            leavingOut: leavesOut
        )
    }
}

/// The names of the members of objects, in the order in which they first appear.
private struct MemberNames {
    private(set) var names: [String] = []
    private var last: [String] = []

    /// The most names that are kept: those of columns, and some that are to be named as unknown.
    private static let limit = 256

    mutating func add(_ object: JSON) {
        let names = (object.members ?? []).map(\.name)
        // Usually every object has the same members.
        if names == last { return }
        last = names
        for name in names where self.names.count < Self.limit && !self.names.contains(name) {
            self.names.append(name)
        }
    }
}

extension RawRecord {
    fileprivate func isLeft(outBy leavesOut: RecordSource.RowFilter?) -> Bool {
        guard case .cells(let row) = content else { return false }
        return leavesOut?(row) ?? false
    }
}

extension FileInspection {
    /// What a file is: by its bytes, whatever its sender declared; a declared format only tells CSV from NDJSON.
    private static func kind(
        of job: BulkJob,
        _ bytes: BulkJobBytes
    ) async throws -> (format: BulkJobFormat, encoding: TextEncoding?) {
        var detector = EncodingDetector()
        var head: [UInt8] = []
        var number = 1
        while let chunk = try await bytes.chunk(number) {
            if head.count < FileSignature.headBytes {
                head += chunk.prefix(FileSignature.headBytes - head.count)
                let isWhole = head.count == FileSignature.headBytes || number == bytes.chunks
                if isWhole, let signature = FileSignature(head: head) {
                    guard signature.mayBeWorkbook else {
                        throw BulkJobProblem(TableFileError.kind(signature))
                    }
                    return (.xlsx, nil)
                }
            }
            detector.feed(chunk)
            number += 1
        }
        let encoding = detector.encoding
        return (job.format ?? format(of: head, encoding), encoding)
    }

    /// The format of a text: one that begins with a brace has objects in its lines.
    private static func format(of bytes: [UInt8], _ encoding: TextEncoding) -> BulkJobFormat {
        var transcoder = Transcoder(from: encoding)
        let first = transcoder.feed(bytes).first { byte in
            byte != 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
        }
        return first == 0x7B ? .ndjson : .csv
    }
}
