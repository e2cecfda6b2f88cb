import Foundation
import Logging
import Persian
import Web

/// The log of one daemon: its sink, and what is written to it.
struct LogSetup: Sendable {
    let sink: LogSink
    let logger: Logger
    let requests: RequestLog

    /// A log on standard error, as the settings want it.
    init(_ settings: Settings, sink: LogSink = .standardError) {
        self.sink = sink
        let level =
            settings[Setting<String>.logLevel].flatMap { Logger.Level(rawValue: $0) } ?? .info
        logger = Logger(label: "verifyd") { label in
            JSONLogHandler(label: label, sink: sink, now: Self.now, logLevel: level)
        }
        requests = RequestLog(settings[Setting<Bool>.logRequests] == false ? nil : sink)
    }

    /// The wall clock of the programs.
    @Sendable
    static func now() -> Timestamp {
        Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
    }
}
