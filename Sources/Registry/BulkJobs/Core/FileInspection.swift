import Persian
import Tabular

/// The properties of a file that are found before its records are processed.
struct FileInspection: Sendable {
    let encoding: TextEncoding
    let format: BulkJobFormat
    /// The title line; nil for NDJSON and for a file without one.
    let titles: CSVRow?
    let total: Int

    /// Records after which the lease is renewed: some tenths of a second.
    private static let recordsOfLease = 50_000

    /// Reads the whole file: once for its encoding, once to count its records.
    ///
    /// `titles` returns the title line among the first rows; nil for a file without one.
    ///
    /// - Throws: `BulkJobProblem` for a file that is not a text, such as a workbook.
    static func of(
        _ job: BulkJob,
        _ bytes: BulkJobBytes,
        by run: BulkJobRun,
        titles: ([CSVRow]) -> CSVRow?
    ) async throws -> FileInspection {
        var detector = EncodingDetector()
        var first: [UInt8] = []
        var number = 1
        while let chunk = try await bytes.chunk(number) {
            if number == 1 {
                first = Array(chunk.prefix(4096))
                if let signature = FileSignature(head: first) { throw BulkJobProblem(signature) }
            }
            detector.feed(chunk)
            number += 1
        }
        let encoding = detector.encoding
        let format = job.format ?? format(of: first, encoding)
        var source = RecordSource(of: bytes, in: format, encoding: encoding)
        var rows = 0
        while case let records = try await source.next(), !records.isEmpty {
            rows += records.count
            if rows.isMultiple(of: recordsOfLease) { try await run.renew() }
            try Task.checkCancellation()
        }
        let titles = format == .csv ? titles(source.firstRows) : nil
        let before = titles.map { line in source.firstRows.count { $0.record <= line.record } } ?? 0
        return FileInspection(
            encoding: encoding,
            format: format,
            titles: titles,
            total: rows - before
        )
    }

    /// Reads the records of the file that was inspected.
    func source(of bytes: BulkJobBytes) -> RecordSource {
        RecordSource(of: bytes, in: format, encoding: encoding, titleRow: titles?.record ?? 0)
    }

    /// The format of a file: one that begins with a brace has objects in its lines.
    private static func format(of bytes: [UInt8], _ encoding: TextEncoding) -> BulkJobFormat {
        var transcoder = Transcoder(from: encoding)
        let first = transcoder.feed(bytes).first { byte in
            byte != 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
        }
        return first == 0x7B ? .ndjson : .csv
    }
}
