package import Persian

/// Where an upload or a batch stands on its way.
package enum DeliveryState: String, Sendable, CaseIterable {
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
package enum DeliveryFormat: String, Sendable, CaseIterable {
    /// Delimited text with a title line.
    case csv
    /// A JSON object a line.
    case ndjson
}

/// Why a file as a whole could not be read.
package struct DeliveryProblem: Sendable, Hashable {
    /// The word that machines read.
    package enum Code: String, Sendable, CaseIterable {
        /// There is no record in it.
        case empty
        /// Columns that every record needs are not in the title line.
        case columnsMissing = "columns_missing"
        /// Two columns have the same meaning.
        case columnTwice = "column_twice"
        /// More records than one file may have.
        case tooManyRecords = "too_many_records"
        /// The title line itself is not well-formed.
        case titles
        /// Work on it stopped again and again at the same record; those before it have their results.
        case givenUp = "given_up"
        /// The file is not as it was sent: somebody changed it in the database.
        case integrityFailure = "integrity_failure"
    }

    /// The word that machines read.
    package let code: Code
    /// What is wrong and the way out.
    package let wording: Wording
}

/// Why something could not be done with an upload or a batch.
package enum DeliveryError: Error, Equatable, Sendable {
    /// No upload or batch has this identifier, or it is somebody else's.
    case notFound
    /// The file has more bytes than are taken.
    case tooLarge(limit: Int)
    /// Its state does not allow it: bytes after the end, results before it.
    case state(DeliveryState)
    /// Another worker has it.
    case takenOver
}
