package import Persian

/// Where an upload or a batch stands on its way.
package enum BulkJobState: String, Sendable, CaseIterable {
    /// Its bytes are arriving.
    case receiving
    /// All bytes are there; nobody works on it yet.
    case queued
    /// Its records are being worked on.
    case working
    /// Every record has its result.
    case done
    /// The file as a whole could not be read, and nothing of it was taken; or work on it was given up.
    case failed

    /// Whether nothing more will happen to it.
    package var isFinal: Bool { self == .done || self == .failed }

    /// What people call it.
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

/// What a file is written in.
package enum BulkJobFormat: String, Sendable, CaseIterable {
    /// Delimited text with a title line.
    case csv
    /// A JSON object a line.
    case ndjson
}

/// Why something could not be done with an upload or a batch.
package enum BulkJobError: Error, Equatable, Sendable {
    /// No upload or batch has this identifier, or it is somebody else's.
    case notFound
    /// The file has more bytes than are taken.
    case tooLarge(limit: Int)
    /// Its state does not allow it: bytes after the end, results before it.
    case state(BulkJobState)
    /// Another worker has it.
    case takenOver
}
