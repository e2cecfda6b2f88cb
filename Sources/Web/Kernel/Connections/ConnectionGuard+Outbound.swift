import NIOCore
import NIOHTTP1

/// Outbound events.
extension ConnectionGuard {
    func write(
        context: ChannelHandlerContext,
        data: NIOAny,
        promise: EventLoopPromise<Void>?
    ) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // A response before the end of the request ends the connection.
            if unanswered == 1, case .body = reading, head.status != .continue {
                closesAfterAnswer = true
            }
            // Only the last answer announces the end: the client may stop reading there.
            if closesAfterAnswer, unanswered == 1, !head.headers.contains(name: "connection") {
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
            resumeReading(context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        lastProgress = now
        context.fireChannelWritabilityChanged()
        resumeReading(context)
    }

    private func answered(_ context: ChannelHandlerContext) {
        switch reading {
        case .body:
            // The body of a later request.
            guard unanswered == 0 else { return }
            // The handler responded before it read the whole request: no later byte can be trusted.
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
