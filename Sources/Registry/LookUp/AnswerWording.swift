import VerifyCore

extension VerdictWording {
    /// The words for an answer: its verdict's, or those of what is special about it.
    package init(_ answer: Answer) {
        if answer.missingKey != nil {
            self = .notNow
        } else if answer.isTest {
            self = answer.verdict == .test ? Self(.test) : .specimen(answer.verdict)
        } else if answer.isFormerCode, answer.verdict == .superseded {
            self = .formerSuperseded
        } else if let day = answer.keyWithdrawnOn {
            self = .keyWithdrawn(on: day)
        } else if let typing = answer.typing {
            self = Self(answer.verdict).about(typing)
        } else if answer.verdict == .valid, let degree = answer.degree {
            let words = degree.namesHolder ? .validWithName : Self(.valid)
            self = degree.isDatumOnPaper ? words.afterDatumOnPaper : words
        } else {
            self = Self(answer.verdict)
        }
    }
}
