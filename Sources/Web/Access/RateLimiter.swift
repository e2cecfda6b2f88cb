/// Charges rate limits; a refusal is counted in the metrics and becomes a problem.
package struct RateLimiter: Sendable {
    /// The limits and the use that each client has made of them.
    package let limits: RateLimits
    /// The metrics that count refusals.
    package let metrics: EdgeMetrics

    /// Charges one unit of a budget.
    ///
    /// - Throws: The 429 problem with the seconds to wait, when there is no unit left.
    package func charge(_ budget: Budget, of key: RateLimitKey) throws(Problem) {
        settle(try reserve(1, of: budget, for: key), cost: 1)
    }

    /// Takes a price from a budget before the work whose cost is not known yet; `settle` must follow.
    ///
    /// - Throws: The 429 problem with the seconds to wait, when the budget has less left.
    package func reserve(
        _ price: Int,
        of budget: Budget,
        for key: RateLimitKey
    ) throws(Problem) -> RateReservation {
        switch limits.reserve(price, of: budget, for: key) {
        case .reserved(let reservation): return reservation
        case .wait(let seconds):
            metrics.rateLimited.increment(budget.word)
            throw .rateLimited(budget, retryAfter: seconds)
        }
    }

    /// Replaces a price with what the work has cost.
    package func settle(_ reservation: RateReservation, cost: Int) {
        limits.settle(reservation, cost: cost)
    }

    /// Charges what turned out to cost more than the unit that was asked for; never refuses.
    package func charge(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        limits.charge(cells, to: budget, of: key)
    }

    /// Returns a unit that was charged for something that turned out to cost nothing.
    func refund(_ budget: Budget, of key: RateLimitKey) {
        limits.refund(1, to: budget, of: key)
    }
}
