package import Accounts
package import Registry
import Synchronization

/// What the senders of batches have paid for codes that may be looked up in vain.
///
/// A code that a batch looks up in vain costs what it costs as a single check. The price is taken from the
/// sender's budget before the batch is received, and replaced with the cost when the batch is done, on this
/// daemon or on another one. It is in memory: a daemon that stops forgets it.
///
/// The lock guards `open`.
package final class BatchPayments: Sendable {
    fileprivate struct Payment {
        let reservation: RateReservation
        let isVisitors: Bool
    }

    private let limiter: RateLimiter
    private let notFoundCost: Int
    private let open = Mutex<[String: Payment]>([:])

    init(limiter: RateLimiter, notFoundCost: Int) {
        self.limiter = limiter
        self.notFoundCost = notFoundCost
    }

    /// A price that was taken, for a batch that has no identifier yet.
    package struct Ticket: Sendable {
        fileprivate let payment: Payment
    }

    /// Takes the price of a batch: for a visitor all its codes, some of them in vain; for an organisation, whose
    /// records are counted as they arrive, those in vain.
    ///
    /// - Throws: The 429 problem when the budget has less left.
    package func pay(
        for principal: Principal,
        from network: Network
    ) throws(Problem) -> Ticket {
        let isVisitors = principal.account == nil
        let price =
            isVisitors
            ? BulkJobLimits.visitorCodes + BulkJobLimits.visitorMisses * (notFoundCost - 1)
            : BulkJobLimits.prepaidMisses * (notFoundCost - 1)
        let reservation = try limiter.reserve(
            price,
            of: principal.checkBudget,
            for: principal.rateLimitKey(from: network)
        )
        return Ticket(payment: Payment(reservation: reservation, isVisitors: isVisitors))
    }

    /// Keeps the price until the batch with an identifier is done.
    package func keep(_ ticket: Ticket, for id: String) {
        open.withLock { $0[id] = ticket.payment }
    }

    /// Ends the payment of a batch that was refused: it costs one check.
    package func cancel(_ ticket: Ticket, for id: String? = nil) {
        if let id, open.withLock({ $0.removeValue(forKey: id) }) == nil { return }
        limiter.settle(ticket.payment.reservation, cost: 1)
    }

    /// Replaces the prices of the batches that are done with their costs.
    package func settle(with registry: Registry) async throws {
        for id in open.withLock({ Array($0.keys) }) {
            guard let cost = try await registry.cost(ofBatch: id),
                let payment = open.withLock({ $0.removeValue(forKey: id) })
            else { continue }
            limiter.settle(payment.reservation, cost: self.cost(cost, of: payment))
        }
    }

    private func cost(_ cost: BatchCost, of payment: Payment) -> Int {
        // Also a batch without any code was a request.
        payment.isVisitors
            ? max(1, cost.hits + cost.misses * notFoundCost) : cost.misses * (notFoundCost - 1)
    }
}
