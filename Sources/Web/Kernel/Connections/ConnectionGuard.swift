import NIOCore
package import NIOHTTP1

/// Keeps the limits of one connection and refuses what no handler should see.
///
/// It stands right behind the HTTP parser. It cuts slow heads, slow and endless bodies, slow readers
/// and long silences; answers 400 to a request without a Host; says 100-continue; and closes after an
/// answer to a request that was not read to its end. Confined to its event loop.
package final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPServerRequestPart
    package typealias InboundOut = HTTPServerRequestPart
    package typealias OutboundIn = HTTPServerResponsePart
    package typealias OutboundOut = HTTPServerResponsePart

    enum Reading {
        /// Between requests, since then.
        case rest(since: NIODeadline)
        /// Some bytes of a head have come; the first came then.
        case head(since: NIODeadline)
        /// In the body: bytes so far, time spent waiting for more of it.
        case body(bytes: Int, waited: TimeAmount)
        /// The request was answered before its end: what still comes is thrown away.
        case lingering(bytes: Int, since: NIODeadline)
    }

    let open: OpenConnections
    let refusals: EarlyResponses
    var reading = Reading.rest(since: .uptimeNanoseconds(0))
    var unanswered = 0
    var isReadPending = false
    var lastProgress = NIODeadline.uptimeNanoseconds(0)
    var closesAfterAnswer = false
    var address = Address.loopback
    var isCounted = false
    var loop: (any EventLoop)?
    var ticking: RepeatedTask?

    package init(_ open: OpenConnections, refusals: EarlyResponses) {
        self.open = open
        self.refusals = refusals
    }

    /// Called by the handler of bytes, in front of the parser, when something has arrived.
    package func bytesArrived() {
        if case .rest = reading { reading = .head(since: now) }
    }
}

extension ConnectionGuard {
    /// The loop's clock, which tests push.
    var now: NIODeadline { loop?.now ?? .now() }
}
