package import Persian
import Store

/// How long the cases of a service took, from the opening to the end.
package struct CaseDurations: Sendable, Hashable {
    /// How many cases were measured.
    package let count: Int
    /// The days within which half of them ended; a part of a day counts as a day.
    package let median: Int
    /// The days within which nine of ten ended.
    package let ninety: Int

    /// The fewest cases of which a usual time is stated.
    package static let fewest = 20
    /// The newest cases that are measured.
    static let most = 2_000

    /// The durations of some cases, in seconds; nil where there are fewer than `fewest`.
    init?(_ seconds: [Int64]) {
        guard seconds.count >= Self.fewest else { return nil }
        let sorted = seconds.sorted()
        count = sorted.count
        median = Self.days(sorted[(sorted.count - 1) / 2])
        ninety = Self.days(sorted[(sorted.count * 9 + 9) / 10 - 1])
    }

    private static func days(_ seconds: Int64) -> Int {
        max(1, Int((seconds + 86_399) / 86_400))
    }
}

extension Cases {
    /// Returns how long the decided cases of a service took that ended since a moment; nil where there are too few.
    ///
    /// Cases that the applicant withdrew or let lapse say nothing about the offices, and are not measured.
    ///
    /// - Throws: `StoreError`; what is malformed in a time of a row.
    package func durations(
        of service: ServiceID,
        since start: Timestamp
    ) async throws -> CaseDurations? {
        let seconds = try await database.read { connection in
            try connection.all(
                """
                SELECT opened_at, closed_at
                FROM case_file
                WHERE closed_at IS NOT NULL AND closed_at >= \(start.description)
                    AND service = \(service.text)
                    AND outcome IN ('granted', 'issued', 'paid', 'refused')
                ORDER BY closed_at DESC
                LIMIT \(CaseDurations.most)
                """
            ) { row in
                let opened = try Timestamp(parsing: try row.text(0)).secondsSinceEpoch
                return try Timestamp(parsing: try row.text(1)).secondsSinceEpoch - opened
            }
        }
        return CaseDurations(seconds)
    }
}
