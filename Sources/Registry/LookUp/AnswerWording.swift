extension VerdictWording {
    /// The words for an answer: its verdict's, and where the typing is wrong, what is wrong with it.
    package init(_ answer: Answer) {
        if answer.missingKey != nil {
            self = .notNow
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
