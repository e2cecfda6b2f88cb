import VerifyCore

extension VerdictWording {
    /// The words for an answer: its verdict's; where the typing is wrong, what is wrong with it; and for a
    /// replaced code of the former system its own.
    package init(_ answer: Answer) {
        if answer.missingKey != nil {
            self = .notNow
            return
        }
        if answer.isFormerCode, answer.verdict == .superseded {
            self = .formerSuperseded
            return
        }
        if let day = answer.keyWithdrawnOn {
            self = .keyWithdrawn(on: day)
            return
        }
        let words = Self(answer.verdict)
        guard let typing = answer.typing, let message = Self.message(for: typing) else {
            self = words
            return
        }
        self.init(title: words.title, message: message, nextStep: words.nextStep)
    }
}
