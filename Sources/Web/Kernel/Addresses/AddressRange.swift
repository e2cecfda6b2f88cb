/// A range of addresses (`10.0.0.0/8`, `2001:db8::/32`, or one address).
package struct AddressRange: Hashable, Sendable {
    private let base: Address
    /// Bits that are the same in the whole range; an IPv4 range has 96 more than its text.
    private let bits: Int
    private let text: String

    /// Reads an address, or an address with a prefix length; nil for other texts.
    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, let base = Address(parsing: first) else {
            return nil
        }
        let width = base.isV4 ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given) else { return nil }
            length = given
        }
        self.base = base
        bits = length + 128 - width
        self.text = String(text)
    }

    /// How many addresses a range has.
    package enum Breadth: Sendable {
        /// At most a network of one organisation.
        case usual
        /// More than an IPv4 /8 or an IPv6 /16.
        case wide
        /// Every address, of IPv4 or of all.
        case everything
    }

    /// How many addresses the range has.
    package var breadth: Breadth {
        let (all, wide) = base.isV4 ? (96, 96 + 8) : (0, 16)
        return bits <= all ? .everything : bits < wide ? .wide : .usual
    }

    /// Returns whether an address is in the range.
    package func contains(_ address: Address) -> Bool {
        let highMask: UInt64 = bits == 0 ? 0 : bits >= 64 ? .max : ~(.max >> UInt64(bits))
        let lowMask: UInt64 = bits <= 64 ? 0 : bits == 128 ? .max : ~(.max >> UInt64(bits - 64))
        return (address.high ^ base.high) & highMask == 0 && (address.low ^ base.low) & lowMask == 0
    }
}

extension AddressRange: CustomStringConvertible {
    /// The range as it was written.
    package var description: String { text }
}
