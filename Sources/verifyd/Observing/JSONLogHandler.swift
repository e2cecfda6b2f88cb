import Logging
import Persian

/// Writes swift-log events as one JSON object a line.
///
/// Libraries' own values may hold what must not be logged (addresses, parts of a request), so of their
/// metadata only what the house itself has written is kept: keys without a dot.
struct JSONLogHandler: LogHandler {
    let label: String
    let sink: LogSink
    let now: @Sendable () -> Timestamp
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let metadata = metadata.merging(event.metadata ?? [:]) { $1 }
        sink.write(urgent: event.level >= .warning) { line in
            line.append(text: "{\"time\":\"\(now())\",\"level\":\"\(event.level)\",\"label\":")
            line.append(json: label)
            line.append(text: ",\"message\":")
            line.append(json: event.message.description)
            for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where !key.contains(".") {
                line.append(text: ",")
                line.append(json: key)
                line.append(text: ":")
                line.append(json: value.description)
            }
            line.append(text: "}")
        }
    }
}
