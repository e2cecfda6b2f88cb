import NIOCore
import NIOHTTP1

/// Keeps the limits of one connection and refuses what no handler should see.
///
/// It stands right behind the HTTP parser. It cuts slow heads, slow and endless bodies, slow readers
/// and long silences; answers 400 to a request without a Host; says 100-continue; and closes after an
/// answer to a request that was not read to its end. Confined to its event loop.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Reading {
        /// Between requests, since then.
        case rest(since: NIODeadline)
        /// Some bytes of a head have come; the first came then.
        case head(since: NIODeadline)
        /// In the body: bytes so far, time spent waiting for more of it.
        case body(bytes: Int, waited: TimeAmount)
        /// The request was answered before its end: what still comes is thrown away.
        case lingering(bytes: Int, since: NIODeadline)
    }

    private let open: OpenConnections
    private let refusals: EarlyResponses
    private var reading = Reading.rest(since: .uptimeNanoseconds(0))
    private var unanswered = 0
    private var isReadPending = false
    private var lastProgress = NIODeadline.uptimeNanoseconds(0)
    private var closesAfterAnswer = false
    private var address = Address.loopback
    private var isCounted = false
    private var loop: (any EventLoop)?
    private var ticking: RepeatedTask?

    init(_ open: OpenConnections, refusals: EarlyResponses) {
        self.open = open
        self.refusals = refusals
    }

    /// Called by the handler of bytes, in front of the parser, when something has arrived.
    func bytesArrived() {
        if case .rest = reading { reading = .head(since: now) }
    }
}

extension ConnectionGuard {
    /// The loop's clock, which tests push.
    private var now: NIODeadline { loop?.now ?? .now() }
}

/// The life of the connection.
extension ConnectionGuard {
    func handlerAdded(context: ChannelHandlerContext) {
        loop = context.eventLoop
        reading = .rest(since: now)
        lastProgress = now
        address = context.channel.remoteAddress.flatMap(Address.init) ?? .loopback
        isCounted = true
        guard open.open(from: address) else {
            open.cut(because: "connections")
            context.close(promise: nil)
            return
        }
        let bound = NIOLoopBound((guard: self, context: context), eventLoop: context.eventLoop)
        ticking = context.eventLoop.scheduleRepeatedTask(
            initialDelay: ConnectionLimits.tick,
            delay: ConnectionLimits.tick
        ) { _ in
            bound.value.guard.tick(bound.value.context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        ticking?.cancel()
        ticking = nil
        if isCounted { open.close(from: address) }
        isCounted = false
    }

    private func cut(_ context: ChannelHandlerContext, because reason: String) {
        open.cut(because: reason)
        ticking?.cancel()
        ticking = nil
        context.close(promise: nil)
    }

    private func tick(_ context: ChannelHandlerContext) {
        let limits = open.limits
        if !context.channel.isWritable, now - lastProgress > limits.idleTime {
            return cut(context, because: "slow_reader")
        }
        switch reading {
        case .rest(let since):
            guard unanswered == 0 else { return }
            let idle =
                limits.isCrowded(open.count)
                ? min(ConnectionLimits.crowdedIdleTime, limits.idleTime) : limits.idleTime
            if now - since > idle { cut(context, because: "idle") }
        case .head(let since):
            if now - since > limits.headerTime { refuse(context, .headerTime) }
        case .body(let bytes, let waited):
            guard isReadPending else { return }
            let total = waited + ConnectionLimits.tick
            reading = .body(bytes: bytes, waited: total)
            let counted = max(0, (total - ConnectionLimits.bodyGrace).nanoseconds / 1_000_000_000)
            if bytes < Int(counted) * limits.bodyRate || now - lastProgress > limits.idleTime {
                cut(context, because: "slow_body")
            }
        case .lingering(_, let since):
            if now - since > ConnectionLimits.lingerTime { context.close(promise: nil) }
        }
    }
}

/// What comes in.
extension ConnectionGuard {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReadPending = false
        if case .lingering(let bytes, let since) = reading {
            return linger(context, unwrapInboundIn(data), bytes, since)
        }
        switch unwrapInboundIn(data) {
        case .head(let head):
            lastProgress = now
            guard Self.hasOneHost(head) else { return refuse(context, .host) }
            unanswered += 1
            reading = .body(bytes: 0, waited: .zero)
            closesAfterAnswer = closesAfterAnswer || !head.isKeepAlive
            if head.version.minor > 0, Self.expectsContinue(head), unanswered == 1 {
                let go = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
            }
        case .body(let buffer):
            if case .body(let bytes, let waited) = reading {
                lastProgress = now
                reading = .body(bytes: bytes + buffer.readableBytes, waited: waited)
            }
        case .end:
            reading = .rest(since: now)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        isReadPending = true
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What comes after a refusal is not read.
        if case .lingering = reading { return }
        guard let error = error as? HTTPParserError else {
            return context.fireErrorCaught(error)
        }
        refuse(context, error == .headerOverflow ? .headerSize : .malformed)
    }

    private func linger(
        _ context: ChannelHandlerContext,
        _ part: HTTPServerRequestPart,
        _ bytes: Int,
        _ since: NIODeadline
    ) {
        switch part {
        case .body(let buffer):
            let total = bytes + buffer.readableBytes
            reading = .lingering(bytes: total, since: since)
            if total > ConnectionLimits.lingerBytes { return context.close(promise: nil) }
        case .end: return context.close(promise: nil)
        case .head: return
        }
        context.read()
    }

    /// Answers for the house, unless an earlier answer is still on its way, and closes.
    private func refuse(_ context: ChannelHandlerContext, _ refusal: EarlyResponses.Reason) {
        open.cut(because: refusal.rawValue)
        if unanswered == 0 {
            let answer = refusals.answer(refusal, context.channel.allocator)
            context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            context.close(mode: .output, promise: nil)
            reading = .lingering(bytes: 0, since: now)
            context.read()
        } else {
            context.close(promise: nil)
        }
    }

    /// A request of HTTP/1.1 has exactly one Host (RFC 9112 §3.2); an older one at most one.
    private static func hasOneHost(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for field in head.headers
        where field.name.utf8.count == 4 && field.name.lowercased() == "host" {
            hosts += 1
        }
        return head.version.minor > 0 ? hosts == 1 : hosts <= 1
    }

    private static func expectsContinue(_ head: HTTPRequestHead) -> Bool {
        head.headers.contains { name, value in
            name.utf8.count == 6 && name.lowercased() == "expect"
                && value.lowercased() == "100-continue"
        }
    }
}

/// What goes out.
extension ConnectionGuard {
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // An answer before the end of the request ends the connection.
            if case .body = reading, head.status != .continue { closesAfterAnswer = true }
            if closesAfterAnswer, !head.headers.contains(name: "connection") {
                head.headers.add(name: "Connection", value: "close")
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            lastProgress = now
            context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            context.write(data, promise: promise)
            answered(context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        lastProgress = now
        context.fireChannelWritabilityChanged()
    }

    private func answered(_ context: ChannelHandlerContext) {
        switch reading {
        case .body:
            // The handler has answered without reading to the end: nothing after this can be trusted.
            context.flush()
            context.close(mode: .output, promise: nil)
            reading = .lingering(bytes: 0, since: now)
            context.read()
        case .rest:
            guard unanswered == 0, closesAfterAnswer else {
                reading = .rest(since: now)
                return
            }
            context.flush()
            context.close(promise: nil)
        case .head, .lingering:
            return
        }
    }
}

/// Stands in front of the parser and tells the guard when bytes arrive.
final class ByteArrivalHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let listener: ConnectionGuard

    init(_ listener: ConnectionGuard) {
        self.listener = listener
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        listener.bytesArrived()
        context.fireChannelRead(data)
    }
}
