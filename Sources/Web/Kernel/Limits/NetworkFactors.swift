/// How many times the usual budget a network has.
package struct NetworkFactors: Sendable {
    private let shared: [AddressRange]
    private let sharedFactor: Int
    private let siteFactor: Int

    /// Every network has the usual budget, and an IPv6 /48 the same as one of its /64.
    package static let none = NetworkFactors(shared: [], sharedFactor: 1, siteFactor: 1)

    /// - Parameters:
    ///   - shared: The ranges in which thousands of people have one address: mobile operators, campuses.
    ///   - sharedFactor: How many times the usual budget an address in these ranges has; at least 1.
    ///   - siteFactor: How many times the budget of a /64 the /48 around it has; at least 1.
    package init(shared: [AddressRange], sharedFactor: Int, siteFactor: Int) {
        self.shared = shared
        self.sharedFactor = max(1, sharedFactor)
        self.siteFactor = max(1, siteFactor)
    }

    /// Whether thousands of people may have the address of a network.
    func isShared(_ network: Network) -> Bool {
        !shared.isEmpty && shared.contains { $0.contains(network.address) }
    }

    /// Returns the factor of a network.
    package func factor(of network: Network) -> Int {
        (isShared(network) ? sharedFactor : 1) * (network.isSite ? siteFactor : 1)
    }
}
