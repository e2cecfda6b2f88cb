import Accounts
import Casework
import Persian
import Registry
import Store

@testable import Web

extension PopulatedApp {
    /// Leaves a message in each state, and a budget that was charged.
    static func leaveMessages(_ test: TestApp) async throws {
        let (outbox, now) = (test.app.domain.outbox, test.app.edge.now())
        let results: [SendResult?] = [
            .sent(reference: "8700001"), .unknown(.time),
            .refused(SendRefusal("gateway-411", isPermanent: true)),
            .refused(SendRefusal("gateway-418")), nil,
        ]
        for (number, result) in results.enumerated() {
            let message = AccountMessage(
                source: "challenge-\(number)",
                sequence: Int64(number),
                template: number.isMultiple(of: 2) ? "claim-code" : "sign-in-code",
                tokens: ["482913"],
                channel: .sms,
                recipient: "+98912000000\(number)",
                body: "482913",
                isCode: number == 1
            )
            _ = try await test.app.domain.registry.database.write {
                try outbox.enqueue(message, at: now, in: $0)
            }
            guard let result else { continue }
            let worker = OutboxWorker(
                outbox,
                senders: [OneResult(result: result)],
                budgets: MessageBudgets([.registrations: 10, .others: 10]),
                name: "worker-\(number)",
                clock: { now },
                notice: { _ in }
            )
            _ = try await worker.sendAll()
        }
    }
}

/// A sender with one result.
private struct OneResult: MessageSender {
    let name = "sms"
    let channels: Set<AccountMessage.Channel> = [.sms]
    let result: SendResult

    func request(for message: RenderedMessage) -> ProviderRequest {
        ProviderRequest(provider: name, operation: "send", body: message.text)
    }

    func send(_ request: ProviderRequest) async -> SendResult { result }
}
