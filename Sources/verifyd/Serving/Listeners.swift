import Hummingbird
import NIOCore
import ServiceLifecycle

/// Why the daemon cannot listen where it should.
struct CannotListen: Error {
    let endpoint: Endpoint
    /// The setting that names the endpoint.
    let setting: String
    /// The number of the system's error; nil where the host's name leads nowhere.
    let number: CInt?
}

/// The listeners of the house, and which of them are bound.
struct Listeners: Sendable {
    /// Where a listener was bound, by the setting that asked for it.
    typealias Bound = (setting: String, address: String)

    private let news: AsyncStream<Bound>
    private let bell: AsyncStream<Bound>.Continuation

    init() {
        (news, bell) = AsyncStream.makeStream(of: Bound.self)
    }

    /// Called by a listener once connections are taken.
    func report(_ setting: String, at channel: any Channel) {
        let address = channel.localAddress
        let endpoint = Endpoint(host: address?.ipAddress ?? "", port: address?.port ?? 0)
        bell.yield((setting, endpoint.description))
    }

    /// Waits for so many listeners; nil when the daemon is to stop before that.
    func bound(_ count: Int) async -> [Bound]? {
        await cancelWhenGracefulShutdown {
            var bound: [Bound] = []
            for await next in news.prefix(count) { bound.append(next) }
            return bound.count == count ? bound : nil
        }
    }
}

/// One listener, whose failure to be bound says where and why.
struct Listener<Responder: HTTPResponder>: Service
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    let application: Application<Responder>
    let endpoint: Endpoint
    let setting: String

    func run() async throws {
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
