import NIOCore
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Prices that are taken before the work, and the networks that they are taken from.
struct RateLimitsTests {
    /// So slow that no cell comes back during a test.
    private static func limits(_ burst: Int, factors: NetworkFactors = .none) -> RateLimits {
        RateLimits([.verifications: GCRA(perMinute: 1, burst: burst)], factors: factors)
    }

    private func key(_ address: String) throws -> RateLimitKey {
        .network(Network(try #require(Address(parsing: address))))
    }

    private func reservation(_ decision: RateLimits.Decision) -> RateReservation? {
        if case .reserved(let reservation) = decision { reservation } else { nil }
    }

    /// How many single cells a network still has.
    private func left(_ limits: RateLimits, _ key: RateLimitKey) -> Int {
        var count = 0
        while limits.wait(.verifications, from: key) == nil { count += 1 }
        return count
    }

    @Test func `what is reserved cannot be taken again before it is settled`() throws {
        let limits = Self.limits(100)
        let key = try key("192.0.2.1")
        let prices = (1...5).map { _ in
            reservation(limits.reserve(40, of: .verifications, for: key))
        }
        #expect(prices.compactMap { $0 }.count == 2)
        #expect(left(limits, key) == 20)
    }

    @Test(arguments: [(0, 100), (1, 99), (40, 60)])
    func `a settled price leaves what the work has cost`(_ cost: Int, _ rest: Int) throws {
        let limits = Self.limits(100)
        let key = try key("192.0.2.1")
        let price = try #require(reservation(limits.reserve(40, of: .verifications, for: key)))
        limits.settle(price, cost: cost)
        #expect(left(limits, key) == rest)
    }

    @Test func `a cost above the price is a debt`() throws {
        let limits = Self.limits(100)
        let key = try key("192.0.2.1")
        let price = try #require(reservation(limits.reserve(10, of: .verifications, for: key)))
        limits.settle(price, cost: 150)
        #expect(left(limits, key) == 0)
    }

    @Test func `a price larger than the burst is reserved when the budget is full`() throws {
        let limits = Self.limits(10)
        let key = try key("192.0.2.1")
        let price = try #require(reservation(limits.reserve(50, of: .verifications, for: key)))
        #expect(reservation(limits.reserve(1, of: .verifications, for: key)) == nil)
        limits.settle(price, cost: 0)
        #expect(left(limits, key) == 10)
    }

    @Test func `an unsettled price is remembered by the sweep, a settled one is not`() throws {
        let limits = Self.limits(10)
        let key = try key("192.0.2.1")
        let price = try #require(reservation(limits.reserve(5, of: .verifications, for: key)))
        limits.sweep()
        #expect(limits.remembered == 1)
        limits.settle(price, cost: 0)
        limits.sweep()
        #expect(limits.remembered == 0)
    }

    @Test func `the networks of one IPv6 site share a second budget`() throws {
        let factors = NetworkFactors(shared: [], sharedFactor: 1, siteFactor: 3)
        let limits = Self.limits(10, factors: factors)
        // Five /64 of one /48 have thirty cells together, and no more than ten each.
        let keys = try (1...5).map { try key("2001:db8:7:\($0)::1") }
        #expect(keys.map { left(limits, $0) } == [10, 10, 10, 0, 0])
        let elsewhere = try key("2001:db8:8:1::1")
        #expect(left(limits, elsewhere) == 10)
    }

    @Test(arguments: [
        ("10.1.2.3", 40), ("192.0.2.1", 10), ("2001:db8:7:1::1", 40), ("2001:db9:7:1::1", 10),
    ])
    func `an address in a shared network has several times the budget`(
        _ address: String,
        _ cells: Int
    ) throws {
        let shared = ["10.0.0.0/8", "2001:db8::/32"].compactMap { AddressRange(parsing: $0) }
        let factors = NetworkFactors(shared: shared, sharedFactor: 4, siteFactor: 2)
        let key = try key(address)
        #expect(left(Self.limits(10, factors: factors), key) == cells)
    }

    @Test func `connections of a shared network have the same factor`() throws {
        let shared = try #require(AddressRange(parsing: "10.0.0.0/8"))
        let limits = ConnectionLimits(
            headerTime: .seconds(1),
            idleTime: .seconds(1),
            bodyRate: 0,
            connections: 100,
            perNetwork: 2,
            factors: NetworkFactors(shared: [shared], sharedFactor: 3, siteFactor: 1),
            trustedProxies: []
        )
        for (address, most) in [("10.1.2.3", 6), ("192.0.2.1", 2)] {
            let open = OpenConnections(limits, metrics: EdgeMetrics())
            let address = try #require(Address(parsing: address))
            #expect((1...10).count { _ in open.open(from: address) } == most)
        }
    }
}
