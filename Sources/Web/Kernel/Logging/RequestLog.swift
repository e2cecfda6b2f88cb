import HTTPTypes
import Persian
import VerifyCore

/// Writes one line for each request: its route, status, verdict, API key's id and problem.
///
/// The line never has an address, a body, a code, a key or a name.
package struct RequestLog: Sendable {
    private let sink: LogSink?

    /// A log of requests; without a sink nothing is written.
    package init(_ sink: LogSink?) {
        self.sink = sink
    }

    /// A request as the log and the metrics know it.
    struct Entry: Sendable {
        /// The method, of the known ones; any other is `OTHER`.
        let method: String
        /// The route's pattern, never the path of the request.
        let route: String
        let status: Int
    }

    func answered(_ context: AppRequestContext, _ key: Entry, in seconds: Double) {
        guard let sink else { return }
        let microseconds = Int(seconds * 1_000_000)
        sink.write { line in
            line.append(text: "{\"time\":\"")
            line.append(text: context.nowText)
            line.append(text: "\",\"level\":\"info\",\"message\":\"request\",\"request_id\":\"")
            line.append(text: context.requestID)
            line.append(text: "\",\"method\":\"")
            line.append(text: key.method)
            line.append(text: "\",\"route\":\"")
            line.append(text: key.route)
            line.append(text: "\",\"status\":")
            line.append(text: String(key.status))
            let facts = context.facts
            line.append("verdict", facts.verdict?.rawValue)
            line.append("api_key", facts.apiKey)
            line.append("problem", facts.problem)
            line.append(text: ",\"microseconds\":")
            line.append(text: String(microseconds))
            line.append(text: "}")
        }
    }
}

extension [UInt8] {
    /// Appends a member with a text of this program; none for nil.
    fileprivate mutating func append(_ name: String, _ value: String?) {
        guard let value else { return }
        append(text: ",\"")
        append(text: name)
        append(text: "\":\"")
        append(text: value)
        append(text: "\"")
    }
}
