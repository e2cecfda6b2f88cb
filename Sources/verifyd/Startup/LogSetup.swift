import Foundation
import Logging
import Persian
import Web

/// The log of one daemon: its sink and its writers.
struct LogSetup: Sendable {
    let sink: LogSink
    let logger: Logger
    let requests: RequestLog

    /// A log with the level that the settings give.
    init(_ settings: Settings, sink: LogSink = .standardError) {
        self.sink = sink
        let level =
            settings[\.logLevel].flatMap { Logger.Level(rawValue: $0) } ?? .info
        logger = Logger(label: "verifyd") { label in
            JSONLogHandler(label: label, sink: sink, now: Self.now, logLevel: level)
        }
        requests = RequestLog(settings[\.logRequests] == false ? nil : sink)
    }

    /// The wall clock of the programs.
    @Sendable
    static func now() -> Timestamp {
        Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
    }
}
