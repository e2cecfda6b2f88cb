/// The Prometheus text exposition format 0.0.4.
package struct PrometheusText: Sendable {
    private var text = ""

    /// Returns every metric of some tables as one text.
    package static func of(_ tables: any MetricTable...) -> String {
        var text = PrometheusText()
        for metric in tables.flatMap(\.rows) {
            var samples = PrometheusText()
            metric.write(to: &samples)
            // A family without samples would promise a metric that is not there.
            guard metric.kind != .gauge || !samples.text.isEmpty else { continue }
            text.text += "# HELP \(metric.name) \(metric.help)\n"
            text.text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n\(samples.text)"
        }
        return text.text
    }

    /// Adds one sample: the name, the labels with their values, the number.
    mutating func sample(_ name: String, _ labels: [(String, String)], _ number: String) {
        let inside = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(number)\n" : "\(name){\(inside)} \(number)\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }
}
