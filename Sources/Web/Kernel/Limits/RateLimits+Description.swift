extension RateLimits {
    /// A limit in numbers, for readers.
    package struct Description: Sendable, Equatable {
        /// The cells of a minute, in the long run.
        package let perMinute: Int
        /// The cells that may come together.
        package let burst: Int
    }

    /// Returns the limit of a budget; nil where there is none.
    package func description(of budget: Budget) -> Description? {
        rates[budget.rawValue].map { rate in
            Description(
                perMinute: Int((60_000_000_000 + rate.interval / 2) / rate.interval),
                burst: Int(rate.tolerance / rate.interval)
            )
        }
    }
}
