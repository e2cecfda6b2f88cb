package import NIOCore

/// What one connection may cost: times, rates and numbers, read once from the settings.
package struct ConnectionLimits: Sendable {
    /// From the first byte of a request to the end of its head.
    package let headerTime: TimeAmount
    /// Silence between requests, or of either side within one.
    package let idleTime: TimeAmount
    /// Bytes a second that a body must bring on the average, after `bodyGrace`.
    package let bodyRate: Int
    /// The most open connections.
    package let connections: Int
    /// The most open connections of one network; zero for no such limit.
    package let perNetwork: Int
    package let trustedProxies: [AddressRange]

    package init(
        headerTime: TimeAmount,
        idleTime: TimeAmount,
        bodyRate: Int,
        connections: Int,
        perNetwork: Int,
        trustedProxies: [AddressRange]
    ) {
        self.headerTime = headerTime
        self.idleTime = idleTime
        self.bodyRate = bodyRate
        self.connections = connections
        self.perNetwork = perNetwork
        self.trustedProxies = trustedProxies
    }

    /// How long a body may be slow before its rate counts.
    package static let bodyGrace = TimeAmount.seconds(10)
    /// The silence allowed while the house is nearly full.
    package static let crowdedIdleTime = TimeAmount.seconds(2)
    /// How often a connection looks at its limits: the precision of all the times above.
    package static let tick = TimeAmount.milliseconds(500)
    /// How much of an unwanted body is read and thrown away, so that its sender sees the answer.
    package static let lingerBytes = 1 << 20
    package static let lingerTime = TimeAmount.seconds(2)

    /// Idle connections must go earlier from three quarters of the most on.
    package func isCrowded(_ open: Int) -> Bool { open >= connections / 4 * 3 }
}
