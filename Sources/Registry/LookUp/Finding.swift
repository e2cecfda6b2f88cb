import Persian
import Store
import VerifyCore

/// What reading alone tells of a question, and what has to be written before it may be answered.
struct Finding: Sendable {
    var answer: Answer
    var debt: Debt?

    /// What is written before an answer is given.
    enum Debt: Sendable {
        /// A wrong attempt at an address.
        case attempt(Attempts.Fault, address: Int64)
        /// Somebody saw more than T0.
        case viewing(Viewing, address: Int64)
    }

    init(_ answer: Answer, owing debt: Debt? = nil) {
        self.answer = answer
        self.debt = debt
    }

    init(_ verdict: Verdict, at now: Timestamp) {
        self.init(Answer(verdict, asOf: now))
    }

    /// Too many attempts: until tomorrow in Tehran.
    static func rateLimited(at now: Timestamp) -> Finding {
        var answer = Answer(.rateLimited, asOf: now)
        answer.retryAfter = now.secondsLeftInTehran
        return Finding(answer)
    }

    /// Writes what is owed, inside the caller's transaction; returns what may be answered then.
    func settled(at now: Timestamp, in connection: Connection) throws -> Answer {
        switch debt {
        case nil:
            return answer
        case .viewing(let viewing, let address):
            try viewing.leave(at: address, in: connection)
            return answer
        case .attempt(let fault, let address):
            let counted = try Attempts.count(
                fault,
                at: address,
                on: now.tehranDay,
                in: connection
            )
            let count =
                switch fault {
                case .tag: counted.wrongTags
                case .datum: counted.wrongData
                }
            // Several at once may have passed the reading before one was counted.
            return count > Attempts.limit ? Self.rateLimited(at: now).answer : answer
        }
    }
}
