import VerifyCore

/// A file of graduates to import.
struct UploadRequest: Sendable {
    let file: InputFile
    /// Whether each accepted record also gets its degree issued.
    let issue: Bool
    /// Whether only the outcomes are reported; no degree is issued and no row written.
    let dryRun: Bool
    /// The file for the outcome of every record.
    let results: OutputFile?
    /// The file for the refused records.
    let errors: OutputFile?
}

/// A file of codes to check.
struct BatchRequest: Sendable {
    let file: InputFile
    /// The purpose of a registered organisation and the graduates' consent; discloses the fields of tier T1.
    let consent: (purpose: String, reference: String)?
    let out: OutputFile?
    let errors: OutputFile?
}

/// The resource of an upload or batch that has ended.
struct UploadReport {
    let object: JSON

    /// Returns a count of the resource, 0 where it is missing.
    func count(_ name: String) -> Int {
        Int((object["counts"]?[name] ?? object[name])?.integer ?? 0)
    }
}

extension Console {
    /// Warns of the titles that were not read; a mistyped title loses a column.
    func warnOfIgnoredTitles(_ report: UploadReport) {
        let titles = (report.object["ignored_columns"]?.array ?? []).compactMap(\.string)
        if titles.isEmpty { return }
        warn("columns that were not read: \(titles.joined(separator: ", "))")
    }
}

extension Failure {
    /// Describes a file that could not be read to its end, from its resource.
    init(unread resource: JSON) {
        let words = resource["problem"]?["message"]?["en"]?.string
        let isUntouched = resource["records"]?.integer == 0
        self.init(
            words?.asClause ?? "the file could not be read",
            hint: isUntouched ? "nothing of the file was taken" : nil,
            exit: .usage
        )
    }
}
