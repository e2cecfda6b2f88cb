/// Something that is measured: a row of a `MetricTable`.
package protocol Metric: Sendable {
    /// The name in the Prometheus text: `sehat_wrong_tags_total`.
    var name: String { get }
    /// The type in the Prometheus text.
    var kind: MetricKind { get }
    /// The meaning, in one sentence.
    var help: String { get }

    /// Adds the samples of every series to a text.
    func write(to text: inout PrometheusText)
}

/// The type of a metric, as Prometheus names it.
package enum MetricKind: String, Sendable {
    /// A number that only rises.
    case counter
    /// A number that rises and falls.
    case gauge
    /// Observations counted by upper bounds, with their sum and number.
    case histogram
}

/// A list of metrics: each stored property is a row.
///
/// No name, code or address of a client is ever the value of a label.
package protocol MetricTable: Sendable {}

extension MetricTable {
    /// The rows, in the order in which they are declared.
    package var rows: [any Metric] {
        Mirror(reflecting: self).children.compactMap { $0.value as? any Metric }
    }
}
