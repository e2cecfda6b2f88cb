import VerifyCore

/// A file of graduates to take in.
struct UploadRequest: Sendable {
    let file: InputFile
    /// Whether each accepted record also gets its degree issued.
    let issue: Bool
    /// Whether nothing is kept: the outcomes are told, no degree is issued, no row written.
    let dryRun: Bool
    /// Where the outcome of every record goes.
    let results: OutputFile?
    /// Where the refused records go.
    let errors: OutputFile?
}

/// A file of codes to check.
struct BatchRequest: Sendable {
    let file: InputFile
    /// Why a registered organisation looks, and the graduates' consent; opens the fields of T1.
    let consent: (purpose: String, reference: String)?
    let out: OutputFile?
    let errors: OutputFile?
}

/// How an upload or a batch ended: the resource's object.
struct UploadReport {
    let object: JSON

    /// A number of the resource, 0 where it is not told.
    func count(_ name: String) -> Int {
        Int((object["counts"]?[name] ?? object[name])?.integer ?? 0)
    }
}

extension Failure {
    /// A file that could not be read, or not to its end, by its resource.
    init(unread resource: JSON) {
        let words = resource["problem"]?["message"]?["en"]?.string
        let isUntouched = resource["records"]?.integer == 0
        self.init(
            words?.asTalk ?? "the file could not be read",
            hint: isUntouched ? "nothing of the file was taken" : nil,
            exit: .usage
        )
    }
}
