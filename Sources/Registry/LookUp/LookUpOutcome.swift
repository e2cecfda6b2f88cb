import Persian
import Store
import VerifyCore

/// What reading alone tells of a question.
enum LookUpOutcome: Sendable {
    /// The answer, and nothing has to be written.
    case settled(Answer)
    /// The answer, once something was written.
    indirect case needsWrite(Answer, PendingWrite)

    /// What is written before an answer is given.
    enum PendingWrite: Sendable {
        /// A wrong attempt at an address.
        case attempt(Attempts.Fault, address: Int64)
        /// Somebody saw more than T0.
        case viewing(AccessLogEntry, address: Int64)
    }

    init(_ verdict: Verdict, at now: Timestamp) {
        self = .settled(Answer(verdict, asOf: now))
    }

    static func rateLimited(at now: Timestamp) -> LookUpOutcome {
        .settled(waiting(at: now))
    }

    /// Writes what is owed, inside the caller's transaction; returns what may be answered then.
    func settled(at now: Timestamp, in connection: Connection) throws -> Answer {
        switch self {
        case .settled(let answer):
            return answer
        case .needsWrite(let answer, .viewing(let viewing, let address)):
            try viewing.leave(at: address, in: connection)
            return answer
        case .needsWrite(let answer, .attempt(let fault, let address)):
            let counted = try Attempts.count(
                fault,
                at: address,
                on: now.tehranDay,
                in: connection
            )
            // Several at once may have passed the reading before one was counted.
            guard counted[fault] > Attempts.limit else { return answer }
            return Self.waiting(at: now)
        }
    }

    /// Too many attempts: until tomorrow in Tehran.
    static func waiting(at now: Timestamp) -> Answer {
        var answer = Answer(.rateLimited, asOf: now)
        answer.retryAfter = now.secondsLeftInTehran
        return answer
    }
}
