import Persian
import Tabular

/// What is found out about a file before its records are worked on.
struct FileInspection: Sendable {
    let encoding: TextEncoding
    let format: BulkJobFormat
    let titles: CSVRow?
    let total: Int

    /// Records after which the lease is renewed: some tenths of a second.
    private static let recordsOfLease = 50_000

    /// Reads the whole file: once for its encoding, once to count its records.
    static func of(
        _ job: BulkJob,
        _ bytes: BulkJobBytes,
        by run: BulkJobRun
    ) async throws -> FileInspection {
        var detector = EncodingDetector()
        var first: [UInt8] = []
        var number = 1
        while let chunk = try await bytes.chunk(number) {
            if number == 1 { first = chunk }
            detector.feed(chunk)
            number += 1
        }
        let encoding = detector.encoding
        let format = job.format ?? format(of: first, encoding)
        var source = RecordSource(of: bytes, in: format, encoding: encoding)
        var total = 0
        while case let records = try await source.next(), !records.isEmpty {
            total += records.count
            if total.isMultiple(of: recordsOfLease) { try await run.renew() }
            try Task.checkCancellation()
        }
        return FileInspection(
            encoding: encoding,
            format: format,
            titles: source.titles,
            total: total
        )
    }

    /// A file that begins with a brace has objects in its lines.
    private static func format(of bytes: [UInt8], _ encoding: TextEncoding) -> BulkJobFormat {
        var transcoder = Transcoder(from: encoding)
        let first = transcoder.feed(Array(bytes.prefix(4096))).first { byte in
            byte != 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
        }
        return first == 0x7B ? .ndjson : .csv
    }
}
