/// Where a token's status is published: a bit in one of the status lists.
///
/// Computed from the code alone, so it counts nothing and tells no volume.
package struct StatusReference: Sendable, Hashable {
    /// The list: KK · 1000 + L div 2²⁰.
    package let list: UInt64
    /// The place in the list: L mod 2²⁰.
    package let index: UInt64

    /// A reference that a token carries.
    init(list: UInt64, index: UInt64) {
        self.list = list
        self.index = index
    }

    /// The reference of a code.
    package init(_ code: AuthenticityCode) {
        list = UInt64(code.keyID) * 1000 + UInt64(code.locator >> 20)
        index = UInt64(code.locator & 0xf_ffff)
    }
}
