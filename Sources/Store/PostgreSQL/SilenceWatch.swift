#if PostgreSQL
import CPostgres
import Foundation
import Synchronization

/// Gives up connections whose server has become silent.
///
/// TCP itself notices a machine that is gone. But behind a balancer, or where the server's processes hang,
/// somebody acknowledges every byte and no answer ever comes. So when nothing has come from a server for
/// some seconds, it is asked by a further connection whether it is there; when that is not answered either,
/// twice, its connections are cut, and libpq reports them as lost. A statement that merely takes long goes
/// on, and so does what a balancer still carries while it refuses new connections.
final class SilenceWatch: Sendable {
    /// A connection that is looked after.
    final class Line: Sendable {
        /// A descriptor of its own, so that it never becomes another file's number.
        fileprivate let descriptor: Int32
        fileprivate let server: Server

        fileprivate init(_ descriptor: Int32, _ server: Server) {
            (self.descriptor, self.server) = (descriptor, server)
        }

        deinit {
            Foundation.close(descriptor)
        }
    }

    fileprivate struct Server: Hashable {
        let host: String
        let address: String
        let port: String
    }

    private struct State {
        var lines: [ObjectIdentifier: Line] = [:]
        var isRunning = false
    }

    private let address: PostgreSQLAddress
    /// For how long nothing may come before the server is asked, and between asking and asking.
    private let limit: Duration
    private let state = Mutex(State())

    private static let longest = Duration.seconds(5)
    private static let pause = 0.5
    /// One question that is lost is no silence.
    private static let questions = 2
    /// What fails sooner was refused: so somebody is there.
    private static let refusal = Duration.seconds(1)

    /// Looks after connections by an address for callers who wait so long.
    init(_ address: PostgreSQLAddress, for patience: Duration) {
        self.address = address
        self.limit = min(Self.longest, patience)
    }

    /// Looks after a connection until `forget`; nil for one that does not go over TCP.
    func look(after connection: OpaquePointer) -> Line? {
        let descriptor = unsafe sehat_postgres_tcp(connection)
        guard descriptor >= 0 else {
            return nil
        }
        let line = unsafe Line(
            descriptor,
            Server(
                host: String(cString: PQhost(connection)),
                address: String(cString: PQhostaddr(connection)),
                port: String(cString: PQport(connection))
            )
        )
        let mustRun = state.withLock { state in
            state.lines[ObjectIdentifier(line)] = line
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustRun {
            Thread.detachNewThread { self.run() }
        }
        return line
    }

    func forget(_ line: Line) {
        state.withLock { _ = $0.lines.removeValue(forKey: ObjectIdentifier(line)) }
    }

    private func run() {
        var heard: [Server: ContinuousClock.Instant] = [:]
        while let lines = current() {
            heard = heard.filter { ContinuousClock.now - $1 < limit }
            for (server, lines) in Dictionary(grouping: lines.filter(isQuiet), by: \.server)
            where heard[server] == nil {
                if (0..<Self.questions).contains(where: { _ in isThere(server) }) {
                    heard[server] = .now
                    continue
                }
                // Something may have come while the server was asked.
                for line in lines where isQuiet(line) {
                    shutdown(line.descriptor, Int32(SHUT_RDWR))
                }
            }
            Thread.sleep(forTimeInterval: Self.pause)
        }
    }

    /// The lines there are; nil at the end, when there are none.
    private func current() -> [Line]? {
        state.withLock { state in
            guard state.lines.isEmpty else {
                return Array(state.lines.values)
            }
            state.isRunning = false
            return nil
        }
    }

    private func isQuiet(_ line: Line) -> Bool {
        .milliseconds(sehat_tcp_silence(line.descriptor)) > limit
    }

    private func isThere(_ server: Server) -> Bool {
        let start = ContinuousClock.now
        let answers = unsafe sehat_postgres_answers(
            address.uri,
            address.standardSecurity,
            server.host,
            server.address,
            server.port
        )
        return answers == 1 || ContinuousClock.now - start < Self.refusal
    }
}
#endif
