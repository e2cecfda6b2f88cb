import Accounts
package import Persian
import Store
import VerifyCore

/// Sends the messages that wait, one at a time; several workers of several daemons share the outbox.
///
/// Each attempt is three steps: claim the row and commit the state `sending`, call the provider, commit the result. A
/// kill between the last two leaves `sending`, which becomes `unknown` after the lease (docs/messages.md).
package struct OutboxWorker: Sendable {
    let outbox: Outbox
    let senders: [any MessageSender]
    let budgets: MessageBudgets
    /// Names the worker in the rows that it has; no other worker of any daemon has the name.
    let name: String
    let clock: @Sendable () -> Timestamp
    let notice: @Sendable (OutboxNotice) -> Void

    /// A worker with the senders of the settings, in the order in which they are tried.
    package init(
        _ outbox: Outbox,
        senders: [any MessageSender],
        budgets: MessageBudgets,
        name: String,
        clock: @escaping @Sendable () -> Timestamp,
        notice: @escaping @Sendable (OutboxNotice) -> Void
    ) {
        self.outbox = outbox
        self.senders = senders
        self.budgets = budgets
        self.name = name
        self.clock = clock
        self.notice = notice
    }

    /// Which message is taken first, of those whose time has come.
    package enum Order: Sendable {
        /// The one that waits longest.
        case oldest
        /// The one that was queued last.
        case newest
    }

    /// Takes messages until none waits or the task is cancelled; returns how many it took.
    ///
    /// It alternates between the oldest and the newest, so that neither a code waits behind thousands of notices nor an
    /// old notice behind new messages.
    package func sendAll() async throws -> Int {
        var order = Order.newest
        var count = 0
        var passedOver: Set<String> = []
        while !Task.isCancelled, let id = try await next(order, except: passedOver) {
            if try await take(id) { count += 1 } else { passedOver.insert(id) }
            order = order == .newest ? .oldest : .newest
        }
        return count
    }

    /// Returns the id of a message whose time has come.
    ///
    /// It is read outside of the transaction that claims: listing and claiming in one would make workers conflict.
    private func next(_ order: Order, except passedOver: Set<String>) async throws -> String? {
        let now = clock().description
        let waiting: SQL = """
            SELECT id
            FROM outbox
            WHERE state IN ('ready', 'sending', 'unknown') AND next_at <= \(now)
            """
        let sorted: SQL =
            switch order {
            case .oldest: "ORDER BY next_at, id"
            case .newest: "ORDER BY next_at DESC, id DESC"
            }
        let page: SQL = "\(waiting) \(sorted) LIMIT \(passedOver.count + 1)"
        return try await outbox.database.read { try $0.all(page) { try $0.text(0) } }
            .first { !passedOver.contains($0) }
    }

    /// Takes the step that a message waits for; returns false where another worker or machine has it.
    func take(_ id: String) async throws -> Bool {
        let now = clock()
        let step = try await outbox.database.write { [self] in try claim(id, at: now, in: $0) }
        switch step {
        case .none: return false
        case .done(let notices): notices.forEach(notice)
        case .missing(let key):
            notice(.missingKey(key))
            return false
        case .send(let message, let sender, let notices):
            notices.forEach(notice)
            try await finish(message, by: sender, await sender.send(message.request))
        case .query(let message, let sender):
            try await conclude(message, await sender.query(message.request, id: message.id))
        }
        return true
    }
}

/// A message that this worker has.
struct ClaimedMessage: Sendable {
    let id: String
    let request: ProviderRequest
    /// How often it was tried, with this attempt.
    let tries: Int
    /// The lease, which names the attempt.
    let lease: String
}

/// What a worker does with a row.
enum OutboxStep: Sendable {
    /// Another worker has it.
    case none
    /// The row was changed, and nothing is sent.
    case done([OutboxNotice])
    /// It is encrypted by a key that only another machine has.
    case missing(MissingKey)
    /// The state `sending` is committed: the provider is called.
    case send(ClaimedMessage, any MessageSender, [OutboxNotice])
    /// The provider is queried about an unknown result.
    case query(ClaimedMessage, any MessageSender)
}
