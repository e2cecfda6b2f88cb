package import Hummingbird
package import NIOCore
import ServiceLifecycle

/// Why the daemon cannot listen where it should.
package struct CannotListen: Error {
    package let endpoint: Endpoint
    /// The setting that names the endpoint.
    package let setting: String
    /// The number of the system's error; nil where the host's name leads nowhere.
    package let number: CInt?
}

/// The listeners of the house, and which of them are bound.
package struct Listeners: Sendable {
    /// Where a listener was bound, by the setting that asked for it.
    package typealias Bound = (setting: String, address: String)

    private let news: AsyncStream<Bound>
    private let bell: AsyncStream<Bound>.Continuation

    package init() {
        (news, bell) = AsyncStream.makeStream(of: Bound.self)
    }

    /// Called by a listener once connections are taken.
    package func report(_ setting: String, at channel: any Channel) {
        let address = channel.localAddress
        let endpoint = Endpoint(host: address?.ipAddress ?? "", port: address?.port ?? 0)
        bell.yield((setting, endpoint.description))
    }

    /// Waits for so many listeners; nil when the daemon is to stop before that.
    package func bound(_ count: Int) async -> [Bound]? {
        await cancelWhenGracefulShutdown {
            var bound: [Bound] = []
            for await next in news.prefix(count) { bound.append(next) }
            return bound.count == count ? bound : nil
        }
    }
}

/// One listener, whose failure to be bound says where and why.
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
