import NIOCore
import NIOHTTP1

/// Enforces the limits of one connection and refuses requests that no handler should see.
///
/// It follows the HTTP parser in the pipeline. It cuts connections with slow heads, slow bodies, slow readers
/// and long silences; responds 400 to a request without a Host and 501 to an unknown transfer coding; sends
/// 100-continue; reads no further while an answer waits to be written; and closes after a response to a
/// request that was not read to its end. Confined to its event loop.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum Reading {
        /// Between requests, since then.
        case rest(since: NIODeadline)
        /// Some bytes of a head have arrived, the first of them then.
        case head(since: NIODeadline)
        /// In the body: bytes so far, time spent waiting for more.
        case body(bytes: Int, waited: TimeAmount)
        /// The response was sent before the end of the request: later bytes are dropped.
        case lingering(bytes: Int, since: NIODeadline)
    }

    let open: OpenConnections
    let earlyResponses: EarlyResponses
    var reading = Reading.rest(since: .uptimeNanoseconds(0))
    var unanswered = 0
    var isReadPending = false
    /// Whether a read waits until the client has taken answers.
    var isReadHeld = false
    /// Whether further requests are dropped, because too many wait for their answers.
    var dropsRequests = false
    var lastProgress = NIODeadline.uptimeNanoseconds(0)
    var closesAfterAnswer = false
    var address = Address.loopback
    var isCounted = false
    var loop: (any EventLoop)?
    var ticking: RepeatedTask?

    init(_ open: OpenConnections, earlyResponses: EarlyResponses) {
        self.open = open
        self.earlyResponses = earlyResponses
    }

    /// Notes that bytes arrived; the handler in front of the parser calls it.
    func bytesArrived() {
        // What follows the last request that is answered is no request.
        if case .rest = reading, !closesAfterAnswer { reading = .head(since: now) }
    }
}

extension ConnectionGuard {
    /// The event loop's clock, which tests control.
    var now: NIODeadline { loop?.now ?? .now() }
}
