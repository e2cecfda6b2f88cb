internal import COpenSSL

/// Returns whether two byte strings are equal, in time that does not depend on where they differ.
///
/// All constant-time comparisons call this function. Lengths are not secret: byte strings of different lengths
/// are unequal without a comparison.
package func constantTimeEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe one.withUnsafeBufferPointer { left in
        unsafe other.withUnsafeBufferPointer { right in
            unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
        }
    }
}

/// Returns whether two arrays are equal, in constant time.
package func constantTimeEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    constantTimeEqual(one.span, other.span)
}

/// Returns whether two digests are equal, in constant time.
package func constantTimeEqual(_ one: Digest, _ other: Digest) -> Bool {
    one.withBytes { left in other.withBytes { right in constantTimeEqual(left, right) } }
}
