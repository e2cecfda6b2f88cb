/// The unit that a limit counts as one client: a single IPv4 address, or an IPv6 network of 64 bits.
package struct Network: Hashable, Sendable {
    private let key: UInt64
    private let isV4: Bool

    /// The name under which a visitor's idempotency keys are stored; no account has such an id.
    package var name: String { "network:\(isV4 ? "4" : "6"):\(String(key, radix: 16))" }

    /// The network of an address: all of an IPv4 address, 64 bits of an IPv6 address.
    package init(_ address: Address) {
        isV4 = address.isV4
        key = isV4 ? address.low : address.high
    }
}
