extension Digest {
    /// Returns a uniformly distributed number below `bound` from the digest's four windows of eight bytes.
    ///
    /// Takes the first window below the greatest multiple of `bound` (`trunc` in
    /// docs/formats/authenticity-code.md).
    ///
    /// `again` computes the next digest, the HMAC of this one, if all four windows are too great, which happens
    /// once in 10⁴⁰.
    @inline(__always)
    func truncated(below bound: UInt32, again: (Span<UInt8>) -> Digest) -> UInt32 {
        let bound = UInt64(bound)
        // Neither bound divides 2⁶⁴, so this is ⌊2⁶⁴/bound⌋·bound.
        let limit = UInt64.max / bound * bound
        var digest = self
        while true {
            let windows = digest.windows
            if windows.0 < limit { return UInt32(windows.0 % bound) }
            if windows.1 < limit { return UInt32(windows.1 % bound) }
            if windows.2 < limit { return UInt32(windows.2 % bound) }
            if windows.3 < limit { return UInt32(windows.3 % bound) }
            digest = digest.withBytes(again)
        }
    }
}
