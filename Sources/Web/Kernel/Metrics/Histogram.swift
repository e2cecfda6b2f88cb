import Synchronization

/// Durations in seconds, counted by upper bounds, for each value of one label.
///
/// The lock guards `series`.
package final class Histogram: Metric {
    package let name: String
    package let help: String
    package var kind: MetricKind { .histogram }
    private let label: String
    private let series = Mutex<[String: Series]>([:])

    /// The upper bounds, in seconds.
    private static let bounds = [
        0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.25, 0.5, 1, 2.5, 10,
    ]

    /// A histogram without durations; each value of `label` has a separate series.
    package init(_ name: String, _ help: String, label: String) {
        self.name = name
        self.help = help
        self.label = label
    }

    /// Counts one duration in the series of a value of the label.
    func observe(_ seconds: Double, _ value: String) {
        series.withLock { $0[value, default: Series()].observe(seconds) }
    }

    package func write(to text: inout PrometheusText) {
        let all = series.withLock { $0 }
        for (value, series) in all.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (bound, count) in zip(Self.bounds, series.buckets) {
                total += count
                text.sample("\(name)_bucket", [(label, value), ("le", "\(bound)")], "\(total)")
            }
            text.sample("\(name)_bucket", [(label, value), ("le", "+Inf")], "\(series.count)")
            text.sample("\(name)_sum", [(label, value)], "\(series.sum)")
            text.sample("\(name)_count", [(label, value)], "\(series.count)")
        }
    }

    private struct Series {
        var buckets = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
        var count = 0

        mutating func observe(_ seconds: Double) {
            buckets[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
            sum += seconds
            count += 1
        }
    }
}
