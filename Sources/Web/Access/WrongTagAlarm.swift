package import Logging
package import Persian
import Synchronization

/// Raises an alarm when wrong tags come from all networks together more often than honest use explains.
///
/// A wrong tag has right check digits, so a typing error almost never produces one: many of them are guesses.
/// Limits per locator and per network do not see an attacker with many networks; this count does. The lock
/// guards the count of the present hour.
package final class WrongTagAlarm: Sendable {
    private struct Hour {
        var number: Int64 = .min
        var count = 0
    }

    private let threshold: Int
    private let gauge: Gauge
    private let logger: Logger
    private let now: @Sendable () -> Timestamp
    private let hour = Mutex(Hour())

    /// An alarm at `threshold` wrong tags of an hour, 0 for never; `gauge` shows those of the present hour.
    package init(
        threshold: Int,
        gauge: Gauge,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.threshold = threshold
        self.gauge = gauge
        self.logger = logger
        self.now = now
    }

    /// Counts a wrong tag; logs one line an hour, at the threshold.
    func count() {
        let count = advance(by: 1)
        guard threshold > 0, count == threshold else { return }
        logger.error(
            "many wrong tags: codes are being guessed",
            metadata: ["wrong_tags": "\(count)", "seconds": "3600"]
        )
    }

    /// Begins a new hour where one has ended, so that the gauge falls; the pruner calls it.
    package func refresh() { _ = advance(by: 0) }

    private func advance(by wrong: Int) -> Int {
        let number = now().secondsSinceEpoch / 3600
        return hour.withLock { hour in
            // Not for a clock that goes back.
            if number > hour.number { hour = Hour(number: number) }
            hour.count += wrong
            gauge.set(hour.count)
            return hour.count
        }
    }
}
