package import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1.1 connection with a guard behind its parser.
package struct GuardedChannel: ServerChildChannel {
    private let http: HTTP1Channel
    private let open: OpenConnections
    private let refusals: EarlyResponses

    package init(_ http: HTTP1Channel, _ open: OpenConnections, refusals: EarlyResponses) {
        self.http = http
        self.open = open
        self.refusals = refusals
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value>
    {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let watch = ConnectionGuard(open, refusals: refusals)
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(watch, position: .after(parser))
            try pipeline.addHandler(ByteArrivalHandler(watch), position: .first)
            return value
        }
    }

    package func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 behind the limits of a connection.
    package static func guarded(
        _ open: OpenConnections,
        refusals: EarlyResponses,
        headerLimit: Int,
        headerCount: Int
    ) -> Self {
        .init { responder in
            let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: headerLimit,
                maxHeaderListSize: headerLimit,
                maxHeaderFieldCount: headerCount
            )
            let http = HTTP1Channel(
                responder: responder,
                configuration: .init(httpDecoderConfiguration: decoder)
            )
            return GuardedChannel(http, open, refusals: refusals)
        }
    }
}
