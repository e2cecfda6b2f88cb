/// What a rate limit counts.
package enum Budget: Int, CaseIterable, Sendable {
    /// Requests of one network, whatever they request; those with an API key are counted by the key.
    case requests
    /// Checks by one network; a check that finds nothing costs more than one that finds a degree.
    case verifications
    /// Requests with one API key.
    case keyRequests
    /// Records of the files that come with one API key.
    case records
    /// Kilobytes of files of cases that one API key reads.
    case caseFiles
    /// Kilobytes of files for forms that one network uploads.
    case uploads
    /// Wrong API keys by one network.
    case wrongKeys
    /// Reports of a fake site or document by one network.
    case reports

    /// The metric's label.
    package var word: String {
        switch self {
        case .requests: "requests"
        case .verifications: "verifications"
        case .keyRequests: "key_requests"
        case .records: "records"
        case .caseFiles: "case_files"
        case .uploads: "uploads"
        case .wrongKeys: "wrong_keys"
        case .reports: "reports"
        }
    }
}
