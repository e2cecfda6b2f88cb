import NIOCore

/// The beginning and the end of the connection, and the clock in between.
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

    func cut(_ context: ChannelHandlerContext, because reason: String) {
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
