package import NIOCore

/// Stands in front of the parser and tells the guard when bytes arrive.
package final class ByteArrivalHandler: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = ByteBuffer
    package typealias InboundOut = ByteBuffer

    private let listener: ConnectionGuard

    package init(_ listener: ConnectionGuard) {
        self.listener = listener
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        listener.bytesArrived()
        context.fireChannelRead(data)
    }
}
