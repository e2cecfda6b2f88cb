/// The price of something whose cost is not known yet, taken from a budget before the work begins.
///
/// It stays reserved, whatever time passes, until `RateLimits.settle` replaces it with the cost. So parallel
/// requests cannot spend the same cells, and time refills none of them in the meantime.
package struct RateReservation: Sendable {
    /// The budget of one client, or of the network around it.
    struct Entry: Hashable, Sendable {
        let budget: Budget
        let key: RateLimitKey
    }

    /// What is reserved at one entry.
    struct Held: Sendable {
        let entry: Entry
        let rate: GCRA
        /// Nanoseconds of the rate.
        let time: Int64
    }

    let first: Held?
    let second: Held?

    /// A reservation at a budget without a limit.
    static let free = RateReservation(first: nil, second: nil)
}
