import Persian
import Registry

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
        guard let seconds = wait(budget, of: key) else { return }
        throw .rateLimited(budget, retryAfter: seconds)
    }

    /// Charges one unit of a budget; returns the seconds to wait when there is none left.
    package func wait(_ budget: Budget, of key: RateLimitKey) -> Int? {
        guard let seconds = limits.wait(budget, from: key) else { return nil }
        metrics.rateLimited.increment(budget.word)
        return seconds
    }

    /// Charges what turned out to cost more than the unit that was asked for; never refuses.
    package func charge(_ cells: Int, to budget: Budget, of key: RateLimitKey) {
        limits.charge(cells, to: budget, of: key)
    }

    /// Returns a unit that was charged for something that turned out to cost nothing.
    func refund(_ budget: Budget, of key: RateLimitKey) {
        limits.refund(1, to: budget, of: key)
    }

    /// Charges a visitor's batch as the most codes that it may have.
    package func chargeBatch(of key: RateLimitKey) throws(Problem) {
        try charge(.verifications, of: key)
        charge(BulkJobLimits.visitorCodes - 1, to: .verifications, of: key)
    }
}

extension Problem {
    /// Too much in a short time; `verifications` have words of their own, which say what else helps.
    fileprivate static func rateLimited(_ budget: Budget, retryAfter seconds: Int) -> Self {
        var problem = rateLimited(retryAfter: seconds)
        guard let detail = budget.refusal else { return problem }
        problem.title = .init(
            fa: "در زمان کوتاهی بیش از اندازه فرستاده شده",
            en: "Too much in a short time"
        )
        problem.detail = detail
        return problem
    }
}

extension Budget {
    /// The text for a client that has used the budget up; nil for checks, which have their own.
    fileprivate var refusal: Wording? {
        switch self {
        case .verifications: nil
        case .keyRequests:
            .init(
                fa: "با این کلید در زمان کوتاهی درخواست‌های زیادی آمده است. کمی بعد دوباره بفرستید.",
                en:
                    "Very many requests came with this API key in a short time. Continue a little later."
            )
        case .records:
            .init(
                fa: """
                    فایل‌هایی که با این کلید در زمان کوتاهی آمده‌اند رکوردهای بسیار زیادی دارند. این فایل را چند \
                    دقیقهٔ دیگر بفرستید.
                    """,
                en: """
                    The files that came with this API key in a short time have very many records. Send \
                    this one some minutes later.
                    """
            )
        case .wrongKeys:
            .init(
                fa:
                    "از شبکهٔ شما در زمان کوتاهی کلیدهای نادرست زیادی آمده است. کمی بعد دوباره بفرستید.",
                en: "Many wrong API keys came from your network in a short time. Try again later."
            )
        case .reports:
            .init(
                fa: "از شبکهٔ شما در زمان کوتاهی گزارش‌های زیادی آمده است. کمی بعد دوباره بفرستید.",
                en: "Many reports came from your network in a short time. Try again later."
            )
        }
    }
}
