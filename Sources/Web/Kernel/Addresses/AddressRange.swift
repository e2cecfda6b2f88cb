/// A range of addresses (`10.0.0.0/8`, `2001:db8::/32`, or one address).
package struct AddressRange: Hashable, Sendable {
    private let base: Address
    private let bits: Int

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
    }

    /// Returns whether an address is in the range.
    package func contains(_ address: Address) -> Bool {
        let highMask: UInt64 = bits == 0 ? 0 : bits >= 64 ? .max : ~(.max >> UInt64(bits))
        let lowMask: UInt64 = bits <= 64 ? 0 : bits == 128 ? .max : ~(.max >> UInt64(bits - 64))
        return (address.high ^ base.high) & highMask == 0 && (address.low ^ base.low) & lowMask == 0
    }
}
