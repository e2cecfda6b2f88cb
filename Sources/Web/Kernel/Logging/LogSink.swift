import Foundation
import Synchronization

/// The output of the log: standard error, several lines per write, so that a request does not pay for one.
///
/// The lock guards `lines`. Urgent lines are written immediately, the others at the next `flush` (`LogFlush`
/// calls it five times a second) or when 32 KiB are waiting.
package final class LogSink: Sendable {
    private let lines = Mutex<[UInt8]>([])
    private let output: @Sendable ([UInt8]) -> Void
    private static let threshold = 32 * 1024

    /// A sink that passes finished lines to `output`.
    package init(_ output: @escaping @Sendable ([UInt8]) -> Void) {
        self.output = output
    }

    /// A sink on standard error.
    ///
    /// A line that cannot be written is lost: the log never stops the daemon.
    package static let standardError = LogSink { bytes in
        try? FileHandle.standardError.write(contentsOf: Data(bytes))
    }

    /// Adds one line; an `urgent` line is written before this returns.
    package func write(urgent: Bool = false, _ line: (inout [UInt8]) -> Void) {
        lines.withLock { lines in
            line(&lines)
            lines.append(UInt8(ascii: "\n"))
            guard urgent || lines.count >= Self.threshold else { return }
            output(lines)
            lines.removeAll(keepingCapacity: true)
        }
    }

    /// Writes the waiting lines.
    package func flush() {
        lines.withLock { lines in
            guard !lines.isEmpty else { return }
            output(lines)
            lines.removeAll(keepingCapacity: true)
        }
    }
}

/// The text of a JSON log line.
extension [UInt8] {
    mutating func append(json text: some StringProtocol) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0..<0x20:
                append(contentsOf: "\\u00".utf8)
                append(Self.hexadecimal[Int(byte >> 4)])
                append(Self.hexadecimal[Int(byte & 15)])
            default:
                append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    mutating func append(text: some StringProtocol) { append(contentsOf: text.utf8) }

    private static var hexadecimal: [UInt8] { Array("0123456789abcdef".utf8) }
}
