import ServiceLifecycle
import Web

/// Flushes the log five times a second.
struct LogFlush: Service {
    let sink: LogSink

    func run() async throws {
        defer { sink.flush() }
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .milliseconds(200))) != nil { sink.flush() }
        }
    }
}
