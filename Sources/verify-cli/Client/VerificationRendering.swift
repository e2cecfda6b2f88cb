import Persian
import Registry
import VerifyCore

extension Verification {
    /// An answer of the database, as the object that a server returns.
    ///
    /// There is no `reference`: only this process knows of the question.
    init(_ answer: Answer, subject: String, checkedAt: Timestamp) throws {
        let json = answer.json(checkedAt: checkedAt, checkedAt.description, reference: nil)
        try self.init(answer: JSON(parsing: json), subject: subject)
    }

    /// Too many attempts, as a verdict like the others.
    init(refused subject: String, for seconds: Int?) {
        let wording = VerdictWording(.rateLimited)
        self.init(
            verdict: .rateLimited,
            object: [
                "subject": .string(subject), "verdict": .string(Verdict.rateLimited.rawValue),
                "retry_after": JSON(seconds), "degree": .null,
                "message": JSON(wording.message), "next_step": JSON(wording.nextStep),
            ]
        )
    }
}
