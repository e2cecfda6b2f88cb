import NIOCore
import NIOHTTP1

/// Inbound events.
extension ConnectionGuard {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReadPending = false
        if dropsRequests { return }
        if case .lingering(let bytes, let since) = reading {
            return linger(context, unwrapInboundIn(data), bytes, since)
        }
        switch unwrapInboundIn(data) {
        case .head(let head):
            lastProgress = now
            guard Self.hasOneHost(head) else { return refuse(context, .host) }
            guard Self.hasKnownCoding(head) else { return refuse(context, .transferCoding) }
            guard unanswered < ConnectionLimits.pipelined else { return dropRequests() }
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

    /// Holds the read while an answer waits to be written, and while a second request waits for its turn.
    ///
    /// So a client that sends requests and takes no answers is stopped by TCP, and does not fill the memory.
    func read(context: ChannelHandlerContext) {
        if !context.channel.isWritable || unanswered > 1 {
            isReadHeld = true
        } else {
            isReadPending = true
            context.read()
        }
    }

    /// Passes on the read that was held, when the reason for it has gone.
    func resumeReading(_ context: ChannelHandlerContext) {
        guard isReadHeld, !dropsRequests else { return }
        isReadHeld = false
        read(context: context)
    }

    /// Takes no further request: the connection closes after the answers to those that were taken.
    private func dropRequests() {
        open.cut(because: "pipelined")
        dropsRequests = true
        closesAfterAnswer = true
        reading = .rest(since: now)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Bytes after a refusal are not parsed.
        if case .lingering = reading { return }
        if dropsRequests { return }
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

    /// Responds with the problem, unless an earlier response is still being written, and closes.
    func refuse(_ context: ChannelHandlerContext, _ reason: EarlyResponses.Reason) {
        open.cut(because: reason.rawValue)
        if unanswered == 0 {
            let answer = earlyResponses.response(reason, context.channel.allocator)
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

    /// Whether an HTTP/1.1 request has exactly one Host (RFC 9112 §3.2), an older one at most one.
    private static func hasOneHost(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for field in head.headers
        where field.name.utf8.count == 4 && field.name.lowercased() == "host" {
            hosts += 1
        }
        return head.version.minor > 0 ? hosts == 1 : hosts <= 1
    }

    /// Whether the body is sent as it is, or in chunks: the parser knows no other transfer coding (RFC 9112 §6.1).
    private static func hasKnownCoding(_ head: HTTPRequestHead) -> Bool {
        for field in head.headers
        where field.name.utf8.count == 17 && field.name.lowercased() == "transfer-encoding" {
            let coding = field.value.lowercased().filter { $0 != " " && $0 != "\t" }
            guard coding == "chunked" else { return false }
        }
        return true
    }

    private static func expectsContinue(_ head: HTTPRequestHead) -> Bool {
        head.headers.contains { name, value in
            name.utf8.count == 6 && name.lowercased() == "expect"
                && value.lowercased() == "100-continue"
        }
    }
}
