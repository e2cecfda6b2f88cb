package import Hummingbird
package import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1
package import Persian
import ServiceLifecycle

/// A listener could not be bound.
package struct CannotListen: Error {
    /// The endpoint that could not be bound.
    package let endpoint: Endpoint
    /// The setting that names the endpoint.
    package let setting: String
    /// The system's error number; nil where the host's name cannot be resolved.
    package let number: CInt?
}

/// Collects which listeners are bound.
package struct Listeners: Sendable {
    /// The address of a bound listener, with the setting that names it.
    package typealias Bound = (setting: String, address: String)

    private let stream: AsyncStream<Bound>
    private let continuation: AsyncStream<Bound>.Continuation

    /// A collection without any bound listener.
    package init() {
        (stream, continuation) = AsyncStream.makeStream(of: Bound.self)
    }

    /// Reports a listener that accepts connections.
    package func report(_ setting: String, at channel: any Channel) {
        let address = channel.localAddress
        let endpoint = Endpoint(host: address?.ipAddress ?? "", port: address?.port ?? 0)
        continuation.yield((setting, endpoint.description))
    }

    /// Waits for a number of listeners; returns nil when the daemon stops before that.
    package func bound(_ count: Int) async -> [Bound]? {
        await cancelWhenGracefulShutdown {
            var bound: [Bound] = []
            for await next in stream.prefix(count) { bound.append(next) }
            return bound.count == count ? bound : nil
        }
    }
}

/// One listener, which reports where and why it could not be bound.
///
/// It runs the library's server without `Application`: that has a timer for `Date` whose merged sequences can block
/// an event loop for good when the server cannot be bound (docs/decisions/0093-listener-without-application.md).
package struct Listener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    private let responder: Responder
    private let server: HTTPServerBuilder
    private let configuration: ServerConfiguration
    private let endpoint: Endpoint
    private let setting: String
    private let listeners: Listeners
    private let logger: Logger
    private let now: @Sendable () -> Timestamp

    /// Creates a listener that reports to `listeners`; `setting` names its endpoint in errors.
    package init(
        _ responder: Responder,
        server: HTTPServerBuilder = .http1(),
        at endpoint: Endpoint,
        of setting: String,
        connections: some AvailableConnectionsDelegate,
        reportingTo listeners: Listeners,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.responder = responder
        self.server = server
        self.configuration = .init(
            address: endpoint.address,
            backlog: 1024,
            availableConnectionsDelegate: connections
        )
        self.endpoint = endpoint
        self.setting = setting
        self.listeners = listeners
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        let dates = TimestampCache(HTTPDate.text)
        let server = try server.buildServer(
            configuration: configuration,
            eventLoopGroup: EventLoopGroupProvider.singleton.eventLoopGroup,
            logger: logger,
            responder: { request, writer, channel in
                var response = try await response(to: request, through: channel)
                response.headers[.date] = dates.text(of: now()).1
                try await writer.write(response: response.head, body: response.body)
            },
            onServerRunning: { listeners.report(setting, at: $0) }
        )
        do {
            try await server.run()
        } catch let error as IOError {
            throw failure(error.errnoCode)
        } catch is SocketAddressError.UnknownHost {
            throw failure(nil)
        }
    }

    /// The response to a request; an error of the HTTP parser ends the connection.
    private func response(
        to request: Request,
        through channel: any Channel
    ) async throws -> Response {
        let context = Responder.Context(source: .init(channel: channel, logger: logger))
        do {
            return try await responder.respond(to: request, context: context)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            return Response(status: .internalServerError)
        }
    }

    private func failure(_ number: CInt?) -> CannotListen {
        CannotListen(endpoint: endpoint, setting: setting, number: number)
    }
}

extension Endpoint {
    package var address: BindAddress { .hostname(host, port: port) }
}
