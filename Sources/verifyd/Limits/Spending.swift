import Persian

extension House {
    /// Asks for one unit of a budget; a refusal is counted, and is the 429 problem with its wait.
    func charge(_ budget: Budget, of key: RateLimitKey) throws {
        guard let seconds = limits.wait(budget, from: key) else { return }
        metrics.count { $0.rateLimited[budget, default: 0] += 1 }
        throw Problem.rateLimited(budget, retryAfter: seconds)
    }
}

extension Problem {
    /// Too much in a short time; `verifications` have words of their own, which say what else helps.
    fileprivate static func rateLimited(_ budget: Budget, retryAfter seconds: Int) -> Self {
        var problem = rateLimited(retryAfter: seconds)
        guard let detail = budget.refusal else { return problem }
        problem.title = .init(
            fa: "در زمان کوتاهی بیش از اندازه فرستاده شده",
            en: "Too much at once"
        )
        problem.detail = detail
        return problem
    }
}

extension Budget {
    /// What is told to whoever has used it up; nil for checks.
    fileprivate var refusal: Wording? {
        switch self {
        case .verifications: nil
        case .keyRequests:
            .init(
                fa: "با این کلید در زمان کوتاهی درخواست‌های زیادی آمده است. کمی بعد دوباره بفرستید.",
                en:
                    "Very many requests came with this API key in a short time. Go on a little later."
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
