package import NIOCore

/// What one connection may cost: times, rates and numbers, read once from the settings.
package struct ConnectionLimits: Sendable {
    /// From the first byte of a request to the end of its head.
    package let headerTime: TimeAmount
    /// Silence between requests, or of either side within one.
    package let idleTime: TimeAmount
    /// The average bytes per second at which a body must arrive, after `bodyGrace`.
    package let bodyRate: Int
    /// The most open connections.
    package let connections: Int
    /// The most open connections of one network, times its factor; zero for no such limit.
    package let perNetwork: Int
    /// The factors of networks that many people share.
    package let factors: NetworkFactors
    /// The proxies to which the limit per network does not apply.
    package let trustedProxies: [AddressRange]

    package init(
        headerTime: TimeAmount,
        idleTime: TimeAmount,
        bodyRate: Int,
        connections: Int,
        perNetwork: Int,
        factors: NetworkFactors = .none,
        trustedProxies: [AddressRange]
    ) {
        self.headerTime = headerTime
        self.idleTime = idleTime
        self.bodyRate = bodyRate
        self.connections = connections
        self.perNetwork = perNetwork
        self.factors = factors
        self.trustedProxies = trustedProxies
    }

    /// How long a body may be slow before its rate counts.
    static let bodyGrace = TimeAmount.seconds(10)
    /// The silence that is allowed while the number of connections is near its limit.
    static let crowdedIdleTime = TimeAmount.seconds(2)
    /// How often a connection checks its limits: the precision of all times above.
    package static let tick = TimeAmount.milliseconds(500)
    /// The most requests of one connection that wait for their answers.
    ///
    /// No browser sends one before the answer to another; after more of them the connection is closed.
    static let pipelined = 64
    /// How many bytes of an unwanted body are read and dropped, so that the client can read the response.
    static let lingerBytes = 1 << 20
    static let lingerTime = TimeAmount.seconds(2)

    /// Whether idle connections are closed earlier: from three quarters of the limit on.
    func isCrowded(_ open: Int) -> Bool { open >= connections / 4 * 3 }
}
