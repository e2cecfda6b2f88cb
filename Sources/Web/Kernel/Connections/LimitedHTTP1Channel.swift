package import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1.1 channel with a `ConnectionGuard` after its parser.
struct LimitedHTTP1Channel: ServerChildChannel {
    private let http: HTTP1Channel
    private let open: OpenConnections
    private let earlyResponses: EarlyResponses

    init(_ http: HTTP1Channel, _ open: OpenConnections, earlyResponses: EarlyResponses) {
        self.http = http
        self.open = open
        self.earlyResponses = earlyResponses
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let watch = ConnectionGuard(open, earlyResponses: earlyResponses)
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(watch, position: .after(parser))
            try pipeline.addHandler(ByteArrivalHandler(watch), position: .first)
            return value
        }
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 with the limits of a connection.
    package static func limitedHTTP1(
        _ open: OpenConnections,
        earlyResponses: EarlyResponses,
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
            return LimitedHTTP1Channel(http, open, earlyResponses: earlyResponses)
        }
    }
}
