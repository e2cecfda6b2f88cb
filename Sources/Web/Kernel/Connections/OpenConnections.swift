import Synchronization

/// The connections that are open, counted over all event loops.
///
/// The lock guards `networks`, which is only kept when there is a limit per network.
package final class OpenConnections: Sendable {
    package let metrics: Metrics
    package let limits: ConnectionLimits
    private let networks = Mutex<[Network: Int]>([:])

    package init(_ limits: ConnectionLimits, metrics: Metrics) {
        self.limits = limits
        self.metrics = metrics
    }

    package var count: Int { metrics.connections.load(ordering: .relaxed) }

    /// Counts a new connection; answers whether it may stay.
    package func open(from address: Address) -> Bool {
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

    package func close(from address: Address) {
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
    package func cut(because reason: String) {
        metrics.count { $0.connectionsCut[reason, default: 0] += 1 }
    }
}
