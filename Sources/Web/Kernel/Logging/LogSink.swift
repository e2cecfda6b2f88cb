import Foundation
import Synchronization

/// Where log lines go: standard error, some lines at a time, so that a request does not pay for a write.
///
/// The lock guards `lines`. What is urgent is written at once; the rest at the latest when `flush` is
/// next called (by `LogFlush`, five times a second) or when 32 KiB are waiting.
package final class LogSink: Sendable {
    private let lines = Mutex<[UInt8]>([])
    private let output: @Sendable ([UInt8]) -> Void
    private static let threshold = 32 * 1024

    /// A sink that hands finished lines to `output`.
    package init(_ output: @escaping @Sendable ([UInt8]) -> Void) {
        self.output = output
    }

    /// A sink on standard error.
    ///
    /// What cannot be written is lost: a log never stops the house.
    package static let standardError = LogSink { bytes in
        try? FileHandle.standardError.write(contentsOf: Data(bytes))
    }

    /// Adds one line; `urgent` lines are on their way when this returns.
    package func write(urgent: Bool = false, _ line: (inout [UInt8]) -> Void) {
        lines.withLock { lines in
            line(&lines)
            lines.append(UInt8(ascii: "\n"))
            guard urgent || lines.count >= Self.threshold else { return }
            output(lines)
            lines.removeAll(keepingCapacity: true)
        }
    }

    /// Writes what waits.
    package func flush() {
        lines.withLock { lines in
            guard !lines.isEmpty else { return }
            output(lines)
            lines.removeAll(keepingCapacity: true)
        }
    }
}

/// The letters of a JSON log line.
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
