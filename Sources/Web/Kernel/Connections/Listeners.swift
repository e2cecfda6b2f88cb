package import Hummingbird
package import NIOCore
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
package struct Listener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    package let application: Application<Responder>
    package let endpoint: Endpoint
    package let setting: String

    package init(
        application: Application<Responder>,
        endpoint: Endpoint,
        setting: String
    ) {
        self.application = application
        self.endpoint = endpoint
        self.setting = setting
    }

    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw failure(error.errnoCode)
        } catch is SocketAddressError.UnknownHost {
            throw failure(nil)
        }
    }

    private func failure(_ number: CInt?) -> CannotListen {
        CannotListen(endpoint: endpoint, setting: setting, number: number)
    }
}

extension Endpoint {
    package var address: BindAddress { .hostname(host, port: port) }
}
