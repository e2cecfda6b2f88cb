import Accounts
import Persian
import Store
import VerifyCore

/// The first step of an attempt, in one transaction: what a row's state allows, by compare-and-swap.
extension OutboxWorker {
    func claim(
        _ id: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> OutboxStep {
        guard let row = try OutboxRow.find(id, in: connection), row.nextAt <= now.description
        else { return .none }
        switch row.state {
        case .sent, .failed, .dropped: return .none
        case .ready, .unknown, .sending: break
        }
        let keys = outbox.keyring.current
        let opened: OpenedMessage?
        do { opened = try row.opened(by: keys) } catch { return .missing(error) }
        guard let opened, let key = keys.activeDataKey else {
            let isChanged = try row.update("state = \(MessageState.failed)", in: connection)
            return isChanged ? .done([.unreadable(id: id)]) : .none
        }
        let attempt = OutboxAttempt(opened: opened, key: key, now: now, connection: connection)
        switch row.state {
        case .ready: return try claimReady(attempt)
        case .sending: return try attempt.becomeUnknown(after: .time)
        case .unknown: return try claimUnknown(attempt)
        case .sent, .failed, .dropped: return .none
        }
    }

    /// A message that waits: it is dropped, or sent by the next sender.
    private func claimReady(_ attempt: OutboxAttempt) throws -> OutboxStep {
        let channel = attempt.opened.content.key.channel
        if attempt.opened.isExpiredCode(at: attempt.now) {
            return try attempt.end(.dropped, [.dropped(channel: channel)])
        }
        let able = able(channel)
        guard !able.isEmpty else { return try attempt.waitForSender() }
        var notices: [OutboxNotice] = []
        if attempt.opened.row.tries == 0, let budget = MessageBudget(attempt.opened.content.key) {
            switch try budgets.charge(budget, at: attempt.now, in: attempt.connection) {
            case .paid: break
            case .overdrawn: notices.append(.budget(budget))
            case .refused:
                let dropped: [OutboxNotice] = [.dropped(channel: channel), .budget(budget)]
                return try attempt.end(.dropped, dropped)
            }
        }
        return try send(attempt, by: able[attempt.opened.row.tries % able.count], notices)
    }

    /// A message whose result is not known: its provider is queried.
    private func claimUnknown(_ attempt: OutboxAttempt) throws -> OutboxStep {
        guard let request = attempt.opened.content.attempt,
            let sender = senders.first(where: { $0.name == request.provider })
        else { return try afterQueries(attempt) }
        guard let message = try attempt.ask(request) else { return .none }
        return .query(message, sender)
    }

    /// Sends a notice a second time once the pause is over, and leaves any other message unknown permanently.
    func afterQueries(_ attempt: OutboxAttempt) throws -> OutboxStep {
        let content = attempt.opened.content
        guard !content.isCode, !content.isRepeat else { return try attempt.leaveUnknown() }
        guard attempt.unknownAge >= RetrySchedule.pauseBeforeRepeat else {
            return try attempt.waitUnknown(until: RetrySchedule.pauseBeforeRepeat)
        }
        guard let sender = able(content.key.channel).first else {
            return try attempt.waitForSender()
        }
        var again = attempt
        again.opened.content.isRepeat = true
        return try send(again, by: sender, [.repeated(id: attempt.opened.row.id)])
    }

    private func able(_ channel: AccountMessage.Channel) -> [any MessageSender] {
        senders.filter { $0.channels.contains(channel) }
    }

    private func send(
        _ attempt: OutboxAttempt,
        by sender: any MessageSender,
        _ notices: [OutboxNotice]
    ) throws -> OutboxStep {
        let request = sender.request(for: attempt.opened.rendered)
        guard let message = try attempt.start(request, worker: name) else { return .none }
        return .send(message, sender, notices)
    }
}
