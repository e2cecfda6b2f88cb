import NIOCore

/// Reports to the guard that bytes arrived, before the parser reads them.
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
