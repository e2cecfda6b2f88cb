import NIOCore
import NIOHTTP1

/// Inbound events.
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
        // Bytes after a refusal are not parsed.
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

    private static func expectsContinue(_ head: HTTPRequestHead) -> Bool {
        head.headers.contains { name, value in
            name.utf8.count == 6 && name.lowercased() == "expect"
                && value.lowercased() == "100-continue"
        }
    }
}
