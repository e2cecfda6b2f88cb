/// The place of a token's status: a bit in one of the status lists.
///
/// The lists are public, so a place must reveal neither the locator nor the number of degrees: it is a keyed
/// permutation of the locator (docs/formats/degree-token.md).
package struct StatusReference: Sendable, Hashable {
    /// The list: 100000 + KK · 1000 + position div 2²⁰.
    package let list: UInt64
    /// The place in the list: position mod 2²⁰.
    package let index: UInt64

    /// Creates the reference that a token carries.
    init(list: UInt64, index: UInt64) {
        self.list = list
        self.index = index
    }

    /// Creates the reference of a position under a key id.
    fileprivate init(keyID: UInt8, position: UInt32) {
        list = 100_000 + UInt64(keyID) * 1000 + UInt64(position >> 20)
        index = UInt64(position & 0xf_ffff)
    }

    /// Creates the reference that tokens issued before version 0.2 carry: the locator itself.
    init(formerOf code: AuthenticityCode) {
        list = UInt64(code.keyID) * 1000 + UInt64(code.locator >> 20)
        index = UInt64(code.locator & 0xf_ffff)
    }
}

extension CodeKey {
    /// Returns the place of the status of the degree with this locator.
    package func statusReference(locator: UInt32) -> StatusReference {
        var position = permuted(locator)
        // The network permutes 30 bits: walk until the position is one of the 10⁹ again, 1.07 times on average.
        while position >= AuthenticityCode.locators { position = permuted(position) }
        return StatusReference(keyID: id, position: position)
    }

    /// Returns whether a genuine token's reference is the one of its code, in the present form or the former one.
    ///
    /// True for a token without a reference.
    package func fits(_ token: DegreeToken) -> Bool {
        guard let status = token.status else { return true }
        return status == StatusReference(formerOf: token.code)
            || status == statusReference(locator: token.code.locator)
    }

    /// A Feistel network of eight rounds on two halves of fifteen bits.
    private func permuted(_ value: UInt32) -> UInt32 {
        var (left, right) = (value >> 15, value & 0x7fff)
        for round in UInt8(0)..<8 {
            var message = MACMessage<3>("")
            message.append(round)
            message.append(bigEndian: UInt16(right))
            let mask = UInt32(message.digest(by: statusKey).windows.0 >> 48) & 0x7fff
            (left, right) = (right, left ^ mask)
        }
        return left << 15 | right
    }
}
