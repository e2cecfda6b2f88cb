import VerifyCore

/// What a record says about the review of its document.
struct RecordReview: Sendable, Equatable {
    /// The SHA-256 of each reviewed file.
    let files: [Digest]
    /// The decision as the record has it; nil for a document that no case decided.
    let decision: String?

    /// Of a document that was issued without a review.
    static let none = RecordReview(files: [], decision: nil)
}

extension RecordReview {
    /// The review by a case; nil where no case decided.
    init(files: [Digest], by decision: CaseDecision?) {
        self.init(files: files, decision: decision?.description)
    }

    /// The review that a record tells of.
    init(_ record: DegreeRecord) {
        self.init(files: record.files, decision: record.decision)
    }
}
