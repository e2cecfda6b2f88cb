import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct GCRATests {
    private let second: Int64 = 1_000_000_000

    /// Takes single cells at an instant until one is refused; answers how many passed, and the state.
    private func drain(_ rate: GCRA, at now: Int64, from state: Int64 = 0) -> (Int, Int64) {
        var (count, state) = (0, state)
        while case .pass(let next) = rate.take(1, at: now, remembered: state) {
            state = next
            count += 1
        }
        return (count, state)
    }

    @Test(arguments: [(60, 1), (60, 5), (6000, 3000), (1, 10)])
    func `exactly the burst passes together`(_ rate: Int, _ burst: Int) {
        #expect(drain(GCRA(perMinute: rate, burst: burst), at: second).0 == burst)
    }

    @Test func `after the burst one cell passes each interval`() {
        let rate = GCRA(perMinute: 60, burst: 3)
        var state = drain(rate, at: second).1
        #expect(rate.take(1, at: second, remembered: state) == .wait(second))
        for tick in 2...20 {
            let (count, next) = drain(rate, at: Int64(tick) * second, from: state)
            #expect(count == 1)
            state = next
        }
    }

    @Test func `the returned wait is enough, and not a nanosecond too long`() throws {
        let rate = GCRA(perMinute: 90, burst: 2)
        let state = drain(rate, at: 5).1
        guard case .wait(let nanoseconds) = rate.take(1, at: 5, remembered: state) else {
            Issue.record("nothing was refused")
            return
        }
        #expect(rate.take(1, at: 5 + nanoseconds - 1, remembered: state) == .wait(1))
        let then = rate.take(1, at: 5 + nanoseconds, remembered: state)
        guard case .pass = then else {
            Issue.record("refused after the wait: \(then)")
            return
        }
    }

    @Test func `refunded cells can be taken again`() {
        let rate = GCRA(perMinute: 60, burst: 4)
        let (count, state) = drain(rate, at: second)
        #expect(count == 4)
        #expect(drain(rate, at: second, from: rate.refund(2, remembered: state)).0 == 2)
    }

    @Test func `a charge makes a debt that ends`() {
        let rate = GCRA(perMinute: 60, burst: 4)
        let state = rate.charge(1_000_000, at: second, remembered: 0)
        #expect(drain(rate, at: second, from: state).0 == 0)
        #expect(drain(rate, at: 9 * second, from: state).0 == 4)
    }

    @Test func `budgets and keys are counted separately`() {
        let limits = RateLimits([.reports: GCRA(perMinute: 1, burst: 1)])
        let one = RateLimitKey.network(Network(Address(v4: 1)))
        #expect(limits.wait(.reports, from: one) == nil)
        #expect(limits.wait(.reports, from: one) != nil)
        #expect(limits.wait(.reports, from: .network(Network(Address(v4: 2)))) == nil)
        for _ in 0..<100 { #expect(limits.wait(.verifications, from: one) == nil) }
    }

    @Test(arguments: [
        ("code\n1\n2\n", 3), ("code\r\n1\r\n\r\n2", 3), ("", 0), ("\n\n", 0),
        (String(repeating: "x", count: 2_560), 10),
    ])
    func `a file costs its lines, and more where they are long, however it is cut`(
        _ text: String,
        _ cost: Int
    ) {
        let bytes = Array(text.utf8)
        var whole = RecordCount()
        #expect(whole.take(bytes) == cost)
        guard cost == whole.lines else { return }
        var pieces = RecordCount()
        #expect(bytes.reduce(0) { $0 + pieces.take([$1]) } == cost)
    }

    @Test func `a flood of addresses does not fill the memory`() {
        let limits = RateLimits([.reports: GCRA(perMinute: 1, burst: 1)], capacity: 100)
        for number in 0..<10_000 {
            _ = limits.wait(.reports, from: .network(Network(Address(v4: UInt32(number)))))
        }
        #expect(limits.remembered <= 100)
    }
}
