#if PostgreSQL
import Foundation
import Store
import Synchronization
import TestDatabases

/// A relay between a database and its server that can become silent: then it takes every connection and every byte,
/// and passes nothing on.
final class SilentRelay: Sendable {
    /// How a client reaches it.
    enum Way: CaseIterable, Sendable {
        case tcp
        case socket
    }

    private struct State {
        var isSilent = false
        var stopsReading = false
        var isEnded = false
        var lines: [ProxyLine] = []
    }

    private let state = Mutex(State())
    private let listener: Int32
    private let server: String
    /// Its place in an address.
    private let host: String

    /// Whether nothing is passed on.
    var isSilent: Bool {
        get { state.withLock { $0.isSilent } }
        set { state.withLock { $0.isSilent = newValue } }
    }

    /// Whether it does not even take bytes, so that the buffers of a connection fill up.
    var stopsReading: Bool {
        get { state.withLock { $0.stopsReading } }
        set { state.withLock { $0.stopsReading = newValue } }
    }

    /// Listens on this machine, for a server whose socket is in a folder; `folder` is for its own.
    init(to server: String, by way: Way, in folder: String) throws {
        self.server = server
        switch way {
        case .tcp:
            let loopback = try LoopbackListener()
            (listener, host) = (loopback.descriptor, "127.0.0.1:\(loopback.port)")
        case .socket:
            listener = try ProxyLine.listener(in: folder)
            host = folder.replacing("/", with: "%2F")
        }
        Thread.detachNewThread { self.serve() }
    }

    /// Opens the database of a scratch through the relay, with a short patience.
    func open(_ scratch: Scratch) throws -> Database {
        let name = scratch.location.description.split(separator: "/").last ?? ""
        let address =
            "postgres://sehat@\(host)/\(name)?sslmode=disable&connect_timeout=2"
        var options = Database.Options()
        options.patience = .seconds(1)
        options.connections = 2
        return try Database(DatabaseLocation(parsing: address), options: options)
    }

    /// Cuts every connection and takes no more.
    func end() {
        let lines = state.withLock { state in
            defer { state.lines = [] }
            state.isEnded = true
            return state.lines
        }
        for line in lines {
            line.end()
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve() {
        while case let client = accept(listener, nil, nil), client >= 0 {
            guard let line = ProxyLine(client, toServerIn: server) else { continue }
            let isLate = state.withLock { state in
                state.lines.append(line)
                return state.isEnded
            }
            guard !isLate else { break }
            Thread.detachNewThread { self.carry(line, from: line.client, to: line.server) }
            Thread.detachNewThread { self.carry(line, from: line.server, to: line.client) }
        }
        close(listener)
    }

    /// Passes bytes on until there are no more; what arrives while it is silent is lost.
    private func carry(_ line: ProxyLine, from: Int32, to: Int32) {
        while let bytes = ProxyLine.read(from) {
            while state.withLock({ $0.stopsReading && !$0.isEnded }) {
                Thread.sleep(forTimeInterval: 0.05)
            }
            if !isSilent {
                ProxyLine.write(bytes, to: to)
            }
        }
        line.end()
    }
}
#endif
