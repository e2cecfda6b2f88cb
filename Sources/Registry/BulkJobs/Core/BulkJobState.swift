package import Persian

/// The state of an upload or a batch.
package enum BulkJobState: String, Sendable, CaseIterable {
    /// Its bytes are arriving.
    case receiving
    /// Complete; no worker has claimed it yet.
    case queued
    /// A worker processes its records.
    case working
    /// Every record has its result.
    case done
    /// The file could not be read as a whole, and nothing of it was taken; or its processing was given up.
    case failed

    /// Whether the state is final.
    package var isFinal: Bool { self == .done || self == .failed }

    /// The name for people.
    package var title: Wording {
        switch self {
        case .receiving: Wording(fa: "در حال دریافت", en: "receiving")
        case .queued: Wording(fa: "در صف", en: "queued")
        case .working: Wording(fa: "در حال بررسی", en: "working")
        case .done: Wording(fa: "پایان یافته", en: "done")
        case .failed: Wording(fa: "خوانده نشد", en: "failed")
        }
    }
}

/// The format of a file.
package enum BulkJobFormat: String, Sendable, CaseIterable {
    /// Delimited text with a title line.
    case csv
    /// A JSON object a line.
    case ndjson
    /// The first sheet of a workbook.
    case xlsx
}

extension BulkJobFormat {
    /// The media type by which clients declare it.
    package var mediaType: String {
        switch self {
        case .csv: "text/csv"
        case .ndjson: "application/x-ndjson"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}

/// Why an operation on an upload or a batch failed.
package enum BulkJobError: Error, Equatable, Sendable {
    /// No upload or batch has this identifier, or the caller may not see it.
    case notFound
    /// The file has more bytes than the limit.
    case tooLarge(limit: Int)
    /// The state does not allow it: bytes after the end, for example.
    case state(BulkJobState)
    /// Another worker has claimed it.
    case takenOver
}
