import NIOCore
import Synchronization

/// What one connection may cost: times, rates and numbers, read once from the settings.
struct ConnectionLimits: Sendable {
    /// From the first byte of a request to the end of its head.
    let headerTime: TimeAmount
    /// Silence between requests, or of either side within one.
    let idleTime: TimeAmount
    /// Bytes a second that a body must bring on the average, after `bodyGrace`.
    let bodyRate: Int
    /// The most open connections.
    let connections: Int
    /// The most open connections of one network; zero for no such limit.
    let perNetwork: Int
    let trustedProxies: [AddressRange]

    /// How long a body may be slow before its rate counts.
    static let bodyGrace = TimeAmount.seconds(10)
    /// The silence allowed while the house is nearly full.
    static let crowdedIdleTime = TimeAmount.seconds(2)
    /// How often a connection looks at its limits: the precision of all the times above.
    static let tick = TimeAmount.milliseconds(500)
    /// How much of an unwanted body is read and thrown away, so that its sender sees the answer.
    static let lingerBytes = 1 << 20
    static let lingerTime = TimeAmount.seconds(2)

    /// Idle connections must go earlier from three quarters of the most on.
    func isCrowded(_ open: Int) -> Bool { open >= connections / 4 * 3 }
}

/// The connections that are open, counted over all event loops.
///
/// The lock guards `networks`, which is only kept when there is a limit per network.
final class OpenConnections: Sendable {
    let metrics: Metrics
    let limits: ConnectionLimits
    private let networks = Mutex<[Network: Int]>([:])

    init(_ limits: ConnectionLimits, metrics: Metrics) {
        self.limits = limits
        self.metrics = metrics
    }

    var count: Int { metrics.connections.load(ordering: .relaxed) }

    /// Counts a new connection; answers whether it may stay.
    func open(from address: Address) -> Bool {
        let total = metrics.connections.wrappingAdd(1, ordering: .relaxed).newValue
        guard total <= limits.connections else { return false }
        guard limits.perNetwork > 0,
            !limits.trustedProxies.contains(where: { $0.contains(address) })
        else { return true }
        return networks.withLock { networks in
            let count = networks[Network(address), default: 0] + 1
            networks[Network(address)] = count
            return count <= limits.perNetwork
        }
    }

    func close(from address: Address) {
        metrics.connections.wrappingSubtract(1, ordering: .relaxed)
        guard limits.perNetwork > 0,
            !limits.trustedProxies.contains(where: { $0.contains(address) })
        else { return }
        networks.withLock { networks in
            let count = networks[Network(address), default: 1] - 1
            networks[Network(address)] = count > 0 ? count : nil
        }
    }

    /// Counts a connection that a limit has cut.
    func cut(because reason: String) {
        metrics.count { $0.connectionsCut[reason, default: 0] += 1 }
    }
}
