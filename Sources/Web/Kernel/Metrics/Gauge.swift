import Synchronization

/// A number that rises and falls; absent from the text while it has no value.
///
/// The lock guards `value`.
package final class Gauge: Metric {
    package let name: String
    package let help: String
    package var kind: MetricKind { .gauge }
    private let value: Mutex<Int?>

    /// A gauge with its first value; nil for none.
    package init(_ name: String, _ help: String, _ value: Int? = 0) {
        self.name = name
        self.help = help
        self.value = Mutex(value)
    }

    /// Replaces the value; nil removes the gauge from the text.
    package func set(_ value: Int?) { self.value.withLock { $0 = value } }

    /// Adds a difference; returns the new value.
    @discardableResult
    package func add(_ difference: Int) -> Int {
        value.withLock { value in
            let sum = (value ?? 0) + difference
            value = sum
            return sum
        }
    }

    /// The present value; zero for none.
    package var current: Int { value.withLock { $0 ?? 0 } }

    package func write(to text: inout PrometheusText) {
        guard let value = value.withLock(\.self) else { return }
        text.sample(name, [], "\(value)")
    }
}
