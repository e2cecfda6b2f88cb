#if PostgreSQL
import Foundation
import Synchronization

/// A proxy between a database and its server that cuts a connection in the middle of a COMMIT.
final class CuttingProxy: Sendable {
    /// When the connection is cut.
    enum Cut: CaseIterable, Sendable {
        /// The server never receives the COMMIT.
        case before
        /// The server receives it, and the cut comes while it works.
        case during
        /// The server has answered, but the answer is lost.
        case after
    }

    private struct State {
        var next: Cut?
        /// Commits that pass before it.
        var spared = 0
        var isShut = false
        var cuts = 0
    }

    private let state = Mutex(State())
    private let server: String
    private let listener: Int32
    /// The folder of its socket.
    let folder: String

    /// How many connections were cut.
    var cuts: Int { state.withLock { $0.cuts } }

    /// Listens in `folder`, for a server whose socket is in another one.
    init(in folder: String, to server: String) throws {
        self.folder = folder
        self.server = server
        listener = try ProxyLine.listener(in: folder)
        Thread.detachNewThread { self.serve() }
    }

    deinit {
        close(listener)
    }

    /// Cuts the next connection that commits, or a later one.
    func cut(_ cut: Cut, after spared: Int = 0) {
        state.withLock {
            $0.next = cut
            $0.spared = spared
        }
    }

    /// Cuts the next connection that commits, and accepts no more connections.
    func cutAndShut(_ cut: Cut) {
        state.withLock {
            $0.next = cut
            $0.isShut = true
        }
    }

    private func serve() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            let isShut = state.withLock { $0.isShut && $0.next == nil }
            guard !isShut else {
                close(client)
                continue
            }
            guard let line = ProxyLine(client, toServerIn: server) else { continue }
            Thread.detachNewThread { self.carryRequests(line) }
            Thread.detachNewThread { line.carryAnswers() }
        }
    }

    private static func take(_ state: inout State) -> Cut? {
        guard state.next != nil, state.spared == 0 else {
            state.spared -= state.next == nil ? 0 : 1
            return nil
        }
        defer { state.next = nil }
        state.cuts += 1
        return state.next
    }

    private func carryRequests(_ line: ProxyLine) {
        let commit = Array("COMMIT\0".utf8)
        while let bytes = ProxyLine.read(line.client) {
            guard bytes.suffix(commit.count) == commit[...],
                let cut = state.withLock({ Self.take(&$0) })
            else {
                ProxyLine.write(bytes, to: line.server)
                continue
            }
            switch cut {
            case .before: break
            case .during:
                line.isMute.store(true, ordering: .relaxed)
                ProxyLine.write(bytes, to: line.server)
            case .after:
                line.isMute.store(true, ordering: .relaxed)
                ProxyLine.write(bytes, to: line.server)
                // The answer has arrived and was not passed on.
                line.answered.wait()
            }
            break
        }
        line.end()
    }
}
#endif
