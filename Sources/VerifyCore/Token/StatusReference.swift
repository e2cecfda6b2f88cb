/// The place of a token's status: a bit in one of the status lists.
///
/// Computed from the code alone, so it does not reveal the number of degrees.
package struct StatusReference: Sendable, Hashable {
    /// The list: KK · 1000 + L div 2²⁰.
    package let list: UInt64
    /// The place in the list: L mod 2²⁰.
    package let index: UInt64

    /// Creates the reference that a token carries.
    init(list: UInt64, index: UInt64) {
        self.list = list
        self.index = index
    }

    /// Creates the reference of a code.
    package init(_ code: AuthenticityCode) {
        list = UInt64(code.keyID) * 1000 + UInt64(code.locator >> 20)
        index = UInt64(code.locator & 0xf_ffff)
    }
}
