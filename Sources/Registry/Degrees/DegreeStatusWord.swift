package import VerifyCore

extension DegreeStatus {
    /// The status as a word, in JSON and in sentences.
    package var word: String {
        switch self {
        case .active: "active"
        case .superseded: "superseded"
        case .revoked: "revoked"
        case .suspended: "suspended"
        }
    }
}
