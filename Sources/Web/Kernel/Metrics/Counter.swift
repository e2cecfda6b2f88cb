import Synchronization

/// A number that only grows; one for each combination of the labels' values.
///
/// The lock guards `series`.
package final class Counter: Metric {
    package let name: String
    package let help: String
    package var kind: MetricKind { .counter }
    private let labels: [String]
    private let initial: [[String]]
    private let capacity: Int
    private let series: Mutex<[[String]: Int]>

    /// A counter with the names of its labels; none for a single number.
    ///
    /// `values` are the values of a single label that are written even while they are zero. Series beyond
    /// `capacity` are not counted.
    package init(
        _ name: String,
        _ help: String,
        labels: [String] = [],
        values: [String] = [],
        capacity: Int = 10_000
    ) {
        self.name = name
        self.help = help
        self.labels = labels
        self.capacity = capacity
        initial = labels.isEmpty ? [[]] : values.map { [$0] }
        series = Mutex(Dictionary(uniqueKeysWithValues: initial.map { ($0, 0) }))
    }

    /// Adds one to the series of these values, in the order of the labels.
    package func increment(_ values: String...) { add(1, values) }

    /// Adds a number to the series of these values, in the order of the labels.
    package func add(_ number: Int, _ values: String...) { add(number, values) }

    private func add(_ number: Int, _ values: [String]) {
        series.withLock { series in
            guard let count = series[values] else {
                if series.count < capacity { series[values] = number }
                return
            }
            series[values] = count + number
        }
    }

    /// Takes over a count that another module keeps.
    package func set(_ count: Int) { series.withLock { $0[[]] = count } }

    /// The count of the series of these values.
    subscript(_ values: String...) -> Int { series.withLock { $0[values] ?? 0 } }

    package func write(to text: inout PrometheusText) {
        let counts = series.withLock { $0 }
        let others = counts.keys.filter { !initial.contains($0) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        for values in initial + others {
            text.sample(name, Array(zip(labels, values)), "\(counts[values] ?? 0)")
        }
    }
}
