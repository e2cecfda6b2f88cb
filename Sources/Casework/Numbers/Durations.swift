/// The durations of cases, in seconds.
package struct Durations: Sendable, Equatable {
    /// The durations, the shortest first.
    private let sorted: [Int64]

    /// The durations in any order.
    package init(_ seconds: [Int64]) { sorted = seconds.sorted() }

    /// How many there are.
    package var count: Int { sorted.count }

    /// The duration that half of the cases did not exceed; nil without a case.
    package var median: Int64? { percentile(50) }

    /// The duration that nine of ten cases did not exceed; nil without a case.
    package var ninety: Int64? { percentile(90) }

    /// Returns the smallest duration that at least so many percent of the cases did not exceed (nearest rank).
    package func percentile(_ percent: Int) -> Int64? {
        guard !sorted.isEmpty else { return nil }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[max(rank, 1) - 1]
    }
}
