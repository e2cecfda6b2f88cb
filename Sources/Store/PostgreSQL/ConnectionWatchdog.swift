#if PostgreSQL
import CPostgres
import Foundation
import Synchronization

/// Gives up connections whose server has become silent.
///
/// TCP itself notices a machine that is gone. But behind a balancer, or where the server's processes hang
/// (on this machine too: a Unix socket notices nothing), somebody takes every byte and no answer ever comes.
/// So when a session has waited for some seconds, its server is asked by a further connection whether it is
/// there; when that is not answered either, twice, the connections that wait are cut, and libpq reports them
/// as lost. A statement that merely takes long goes on, and so does what a balancer still carries while it
/// refuses new connections. But what a session may wait at most is cut however well its server is: the
/// process there that should answer may hang alone.
final class ConnectionWatchdog: Sendable {
    /// A connection that is looked after.
    final class WatchedConnection: Sendable {
        /// A descriptor of its own, so that it never becomes another file's number.
        fileprivate let descriptor: Int32
        fileprivate let server: Server
        private let wait = Mutex<Wait?>(nil)

        /// That its session waits for an answer.
        private struct Wait {
            let since: ContinuousClock.Instant
            let end: ContinuousClock.Instant?
        }

        fileprivate init(_ descriptor: Int32, _ server: Server) {
            (self.descriptor, self.server) = (descriptor, server)
        }

        deinit {
            Foundation.close(descriptor)
        }

        /// Runs what waits for the server, at most for so long where there is a limit.
        func waiting<Answer>(atMost limit: Duration?, _ body: () -> Answer) -> Answer {
            let now = ContinuousClock.now
            wait.withLock { $0 = Wait(since: now, end: limit.map { now + $0 }) }
            defer { wait.withLock { $0 = nil } }
            return body()
        }

        /// Whether its session has waited for longer than a limit.
        fileprivate func isQuiet(for limit: Duration) -> Bool {
            wait.withLock { $0.map { ContinuousClock.now - $0.since > limit } } ?? false
        }

        /// Whether its session has waited for as long as it may, whatever the server says.
        fileprivate var isOverdue: Bool {
            wait.withLock { $0?.end.map { $0 < .now } } ?? false
        }

        fileprivate func cut() {
            shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    fileprivate struct Server: Hashable {
        let host: String
        let address: String
        let port: String
    }

    private struct State {
        var lines: [ObjectIdentifier: WatchedConnection] = [:]
        var isRunning = false
    }

    private let address: PostgreSQLAddress
    /// For how long a session may wait before its server is asked, and between asking and asking.
    let limit: Duration
    private let state = Mutex(State())

    private static let shortest = Duration.seconds(1)
    private static let longest = Duration.seconds(5)
    private static let pause = 0.5
    /// One question that is lost is no silence.
    private static let questions = 2
    /// What fails sooner was refused: so somebody is there.
    private static let refusal = Duration.seconds(1)

    /// Looks after connections by an address for callers who wait so long.
    init(_ address: PostgreSQLAddress, for patience: Duration) {
        self.address = address
        self.limit = max(Self.shortest, min(Self.longest, patience))
    }

    /// Looks after a connection until `forget`; nil when there is no descriptor left.
    func look(after connection: OpaquePointer) -> WatchedConnection? {
        let descriptor = unsafe fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            return nil
        }
        let line = unsafe WatchedConnection(
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

    func forget(_ line: WatchedConnection) {
        state.withLock { _ = $0.lines.removeValue(forKey: ObjectIdentifier(line)) }
    }

    private func run() {
        var heard: [Server: ContinuousClock.Instant] = [:]
        while let lines = current() {
            for line in lines where line.isOverdue {
                line.cut()
            }
            heard = heard.filter { ContinuousClock.now - $1 < limit }
            for (server, lines) in Dictionary(
                grouping: lines.filter { $0.isQuiet(for: limit) },
                by: \.server
            )
            where heard[server] == nil {
                if (0..<Self.questions).contains(where: { _ in isThere(server) }) {
                    heard[server] = .now
                    continue
                }
                // The answer may have come while the server was asked.
                for line in lines where line.isQuiet(for: limit) {
                    line.cut()
                }
            }
            Thread.sleep(forTimeInterval: Self.pause)
        }
    }

    /// The lines there are; nil at the end, when there are none.
    private func current() -> [WatchedConnection]? {
        state.withLock { state in
            guard state.lines.isEmpty else {
                return Array(state.lines.values)
            }
            state.isRunning = false
            return nil
        }
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
