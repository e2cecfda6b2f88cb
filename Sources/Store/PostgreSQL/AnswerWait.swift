#if PostgreSQL
import CPostgres
import Foundation

/// Waiting for results, in the thread that needs them and with a limit (`docs/decisions/0033-silent-servers.md`).
///
/// libpq's blocking calls wait as long as TCP sees no fault, which is without limit where a balancer or a hung
/// process takes every byte and answers none; a Unix socket sees no fault at all.
extension PostgreSQLSession {
    /// The longest time that the two questions to a silent server take.
    private static let asking = Duration.seconds(10)
    /// TLS may hold back bytes that `poll` does not see, so an encrypted connection is read at least so often.
    private static let encryptedPoll: Int32 = 50

    /// Starts the time in which the server has to answer the next command.
    func startAnswerTimeout() {
        deadline = answerTimeout.map { .now + $0 }
    }

    /// Returns when `PQgetResult` will not block: a result has arrived, or the connection is lost.
    ///
    /// Gives up the connection at the deadline. Before, when no byte has come for some seconds, it asks by a further
    /// connection whether the server is there, since what merely takes long must continue; where the deadline is near,
    /// the deadline suffices.
    func waitForResult() {
        var lastBytes = ContinuousClock.now
        while case let isUnsent = unsafe PQflush(handle) == 1, unsafe PQisBusy(handle) == 1 {
            let now = ContinuousClock.now
            if let deadline, now >= deadline {
                return giveUp("the server did not answer within the time limit")
            }
            let question = lastBytes + engine.silence
            let mayAsk = deadline.map { $0 - question > Self.asking } ?? true
            if mayAsk, now >= question {
                let isThere = unsafe engine.isServerThere(handle)
                unsafe PQconsumeInput(handle)
                // The result may have arrived during the questions.
                guard unsafe isThere || PQisBusy(handle) == 0 else {
                    return giveUp("the server is silent")
                }
                lastBytes = .now
                continue
            }
            let end = mayAsk ? min(question, deadline ?? question) : deadline ?? question
            if isReady(within: end - now, forWriting: isUnsent) {
                lastBytes = .now
            }
            guard unsafe PQconsumeInput(handle) == 1 else {
                return giveUp("the connection failed")
            }
        }
    }

    /// Returns whether bytes can be read, or written too, within a time.
    private func isReady(within time: Duration, forWriting: Bool) -> Bool {
        var milliseconds = Int32(clamping: Int((max(.zero, time) / .milliseconds(1)).rounded(.up)))
        if isEncrypted {
            milliseconds = min(milliseconds, Self.encryptedPoll)
        }
        let events = forWriting ? POLLIN | POLLOUT : POLLIN
        var descriptor = unsafe pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        return unsafe poll(&descriptor, 1, milliseconds) > 0
    }

    /// Cuts the connection, so that libpq's next call reports it as lost and does not block.
    private func giveUp(_ reason: String) {
        if unsafe PQstatus(handle) == CONNECTION_OK {
            lossReason = reason
            unsafe shutdown(PQsocket(handle), Int32(SHUT_RDWR))
        }
    }
}

extension PostgreSQLEngine {
    /// A lost question is no silence.
    private static let questions = 2
    /// A question that fails sooner was rejected, so the server is there.
    private static let rejection = Duration.seconds(1)

    /// How long a server may send no byte before a session asks whether it is there.
    var silence: Duration { max(.seconds(1), min(.seconds(5), options.patience)) }

    /// Returns whether the server of a connection answers a further one.
    func isServerThere(_ connection: OpaquePointer) -> Bool {
        (0..<Self.questions).contains { _ in
            let start = ContinuousClock.now
            let answers = unsafe sehat_postgres_answers(
                address.uri,
                address.standardSecurity,
                PQhost(connection),
                PQhostaddr(connection),
                PQport(connection)
            )
            return answers == 1 || ContinuousClock.now - start < Self.rejection
        }
    }
}
#endif
