package import Logging
package import Persian

/// Writes swift-log events as one JSON object per line.
///
/// The metadata of libraries may hold what must not be logged (addresses, parts of a request). Their keys
/// have a dot and are dropped; the keys of this program have none.
package struct JSONLogHandler: LogHandler {
    /// The label of the logger, written in each line.
    package let label: String
    /// The destination of the lines.
    package let sink: LogSink
    package let now: @Sendable () -> Timestamp
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    package init(
        label: String,
        sink: LogSink,
        now: @escaping @Sendable () -> Timestamp,
        logLevel: Logger.Level,
        metadata: Logger.Metadata = [:],
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label
        self.sink = sink
        self.now = now
        self.logLevel = logLevel
        self.metadata = metadata
        self.metadataProvider = metadataProvider
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
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
