import Accounts
import Persian
import Store

/// Text messages of an hour, of all daemons together, so that no client can spend the organisation's money without an alarm
/// (casework §10, P6).
package enum MessageBudget: String, Sendable, CaseIterable {
    /// Codes of registrations: over it they are dropped until the next hour.
    case registrations
    /// All other text messages: over it there is an alarm, and they are still sent.
    case others

    /// The template of the codes of registrations.
    private static let registrationTemplate = "claim-code"

    /// The budget of a message; nil for one that costs nothing.
    init?(_ key: StoredMessage.Key) {
        switch key.channel {
        case .email: return nil
        case .sms: self = key.template == Self.registrationTemplate ? .registrations : .others
        }
    }

    /// Whether messages over the budget are not sent.
    var stops: Bool {
        switch self {
        case .registrations: true
        case .others: false
        }
    }
}

/// The most messages of each budget in an hour.
package struct MessageBudgets: Sendable {
    private let most: [MessageBudget: Int]

    /// Budgets; one that is absent has no limit.
    package init(_ most: [MessageBudget: Int]) {
        self.most = most
    }

    /// The result of charging a budget.
    enum Charge: Sendable, Equatable {
        /// The message may be sent.
        case paid
        /// It may be sent, and the budget is used up.
        case overdrawn
        /// It must not be sent.
        case refused
    }

    /// Charges a budget before the message is sent; a charge is not returned.
    func charge(
        _ budget: MessageBudget,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Charge {
        guard let most = most[budget] else { return .paid }
        let hour = Self.hour(of: now)
        let used =
            try connection.first(
                """
                SELECT used
                FROM message_budget
                WHERE budget = \(budget.rawValue) AND hour = \(hour)
                """
            ) { try $0.int(0) } ?? 0
        if used >= most, budget.stops { return .refused }
        try connection.execute(
            """
            INSERT INTO message_budget (budget, hour, used)
            VALUES (\(budget.rawValue), \(hour), 1)
            ON CONFLICT (budget, hour) DO UPDATE SET used = message_budget.used + 1
            """
        )
        return used >= most ? .overdrawn : .paid
    }

    /// The first moment of the hour.
    static func hour(of now: Timestamp) -> String {
        let seconds = now.secondsSinceEpoch
        return Timestamp(secondsSinceEpoch: seconds - seconds % 3_600).description
    }
}
