import Persian
import Store

/// An answer with the alarms that it raises.
///
/// Alarms are raised when the answer is returned: a transaction may judge the same question again.
struct Judgement: Sendable {
    var answer: Answer
    var notices: [RegistryObserver.Notice] = []
}

/// What judging a question led to.
indirect enum LookUpOutcome: Sendable {
    /// The judgement is final.
    case settled(Judgement)
    /// The judgement holds once this is written in the same transaction.
    case needsWrite(Judgement, PendingWrite)
}

/// What has to be durable before an answer is returned.
struct PendingWrite: Sendable {
    /// The code's address.
    let address: Int64
    /// The attempt, where it uses a budget; 0 wrong ones order a right answer with other attempts.
    let attempt: (budget: Attempts.Budget, wrong: Int64)?
    /// The view, where it shows more than T0.
    let entry: AccessLogEntry?
    /// The wrong attempts at the address after this write.
    let counted: Int64

    /// Writes in the caller's transaction.
    func apply(at now: Timestamp, in connection: Connection) throws {
        if let attempt {
            try Attempts.add(
                attempt.wrong,
                to: attempt.budget,
                at: address,
                on: now.tehranDay,
                in: connection
            )
        }
        try entry?.insert(at: address, in: connection)
    }
}

extension LookUpOutcome {
    /// Writes what is pending, inside the caller's write transaction.
    ///
    /// - Returns: The judgement, and the wrong attempts at the address; 0 when none were written.
    func settle(
        at now: Timestamp,
        in connection: Connection
    ) throws -> (judgement: Judgement, counted: Int64) {
        switch self {
        case .settled(let judgement):
            return (judgement, 0)
        case .needsWrite(let judgement, let pending):
            try pending.apply(at: now, in: connection)
            return (judgement, pending.counted)
        }
    }
}
