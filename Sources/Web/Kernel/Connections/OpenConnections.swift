import Synchronization

/// Counts the open connections of all event loops.
///
/// The lock guards `networks`, which is empty without a limit per network.
package final class OpenConnections: Sendable {
    let metrics: EdgeMetrics
    let limits: ConnectionLimits
    private let networks = Mutex<[Network: Int]>([:])

    /// A count of zero, to be kept within `limits` and shown in `metrics`.
    package init(_ limits: ConnectionLimits, metrics: EdgeMetrics) {
        self.limits = limits
        self.metrics = metrics
    }

    var count: Int { metrics.connections.current }

    /// Counts a new connection; returns whether it may stay.
    func open(from address: Address) -> Bool {
        let total = metrics.connections.add(1)
        guard total <= limits.connections else { return false }
        guard limits.perNetwork > 0,
            !limits.trustedProxies.contains(where: { $0.contains(address) })
        else { return true }
        return networks.withLock { networks in
            let network = Network(address)
            let count = networks[network, default: 0] + 1
            networks[network] = count
            return count <= limits.perNetwork * limits.factors.factor(of: network)
        }
    }

    func close(from address: Address) {
        metrics.connections.add(-1)
        guard limits.perNetwork > 0,
            !limits.trustedProxies.contains(where: { $0.contains(address) })
        else { return }
        networks.withLock { networks in
            let count = networks[Network(address), default: 1] - 1
            networks[Network(address)] = count > 0 ? count : nil
        }
    }

    /// Counts a connection that a limit cut.
    func cut(because reason: String) {
        metrics.connectionsCut.increment(reason)
    }
}
