/// The unit that a limit counts as one client: a single IPv4 address, or an IPv6 network of 64 bits.
///
/// A provider gives a customer up to 65,536 networks of 64 bits, so limits count the /48 around one as well.
package struct Network: Hashable, Sendable {
    private enum Kind: UInt8 {
        case v4
        case v6
        case v6Site
    }

    private let key: UInt64
    private let kind: Kind

    /// The name under which a visitor's idempotency keys are stored; no account has such an id.
    package var name: String { "network:\(kind == .v4 ? "4" : "6"):\(String(key, radix: 16))" }

    /// The network of an address: all of an IPv4 address, 64 bits of an IPv6 address.
    package init(_ address: Address) {
        kind = address.isV4 ? .v4 : .v6
        key = address.isV4 ? address.low : address.high
    }

    private init(site key: UInt64) {
        kind = .v6Site
        self.key = key & ~0xffff
    }

    /// The network for a person: `203.0.113.7`, `2001:db8:0:1::/64`.
    package var text: String {
        if kind == .v4 {
            return [24, 16, 8, 0].map { String(key >> $0 & 0xff) }.joined(separator: ".")
        }
        let groups = [48, 32, 16, 0].map { String(key >> $0 & 0xffff, radix: 16) }
        return "\(groups.joined(separator: ":"))::/\(isSite ? 48 : 64)"
    }

    /// The IPv6 network of 48 bits around this one; nil for an IPv4 address.
    package var site: Network? { kind == .v6 ? Network(site: key) : nil }

    /// Whether this is an IPv6 network of 48 bits.
    package var isSite: Bool { kind == .v6Site }

    /// The first address of the network.
    package var address: Address {
        kind == .v4 ? Address(high: 0, low: key) : Address(high: key, low: 0)
    }
}
