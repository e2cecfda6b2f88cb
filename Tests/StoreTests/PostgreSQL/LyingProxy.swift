#if PostgreSQL
import Foundation
import Synchronization

/// A proxy between a database and its server that changes the server's messages.
final class LyingProxy: Sendable {
    /// A message of the server: its letter, and what follows its length.
    typealias Message = (letter: UInt8, body: [UInt8])

    private let server: String
    private let listener: Int32
    private let lie = Mutex<(@Sendable (Message) -> [UInt8])?>(nil)

    /// Listens in `folder`, for a server whose socket is in another one.
    init(in folder: String, to server: String) throws {
        self.server = server
        listener = try ProxyLine.listener(in: folder)
        Thread.detachNewThread { self.serve() }
    }

    /// From now on sends what `lie` makes of each message; unchanged messages again with nil.
    func send(_ lie: (@Sendable (Message) -> [UInt8])?) {
        self.lie.withLock { $0 = lie }
    }

    /// Returns a message as it is sent, with its true length or another one.
    static func bytes(_ letter: Character, _ body: [UInt8], length count: Int? = nil) -> [UInt8] {
        let length = UInt32(truncatingIfNeeded: count ?? body.count + 4)
        return [letter.asciiValue ?? 0]
            + stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> $0) }
            + body
    }

    func end() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            guard let line = ProxyLine(client, toServerIn: server) else { continue }
            Thread.detachNewThread {
                while let bytes = ProxyLine.read(line.client) {
                    ProxyLine.write(bytes, to: line.server)
                }
                line.end()
            }
            Thread.detachNewThread { self.carryAnswers(line) }
        }
        close(listener)
    }

    private func carryAnswers(_ line: ProxyLine) {
        var waiting: [UInt8] = []
        while let bytes = ProxyLine.read(line.server) {
            waiting += bytes
            var start = 0
            while waiting.count >= start + 5 {
                let length = waiting[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
                guard waiting.count > start + length else { break }
                let message = (waiting[start], Array(waiting[start + 5..<start + 1 + length]))
                let sent =
                    lie.withLock { $0 }.map { $0(message) }
                    ?? Array(waiting[start..<start + 1 + length])
                ProxyLine.write(sent, to: line.client)
                start += length + 1
            }
            waiting.removeFirst(start)
        }
        line.end()
    }
}
#endif
