internal import COpenSSL

/// Compares without telling by its time where two texts differ: the one such function of the house.
///
/// Lengths are not secret: texts of different lengths differ at once.
package func constantTimeEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe one.withUnsafeBufferPointer { left in
        unsafe other.withUnsafeBufferPointer { right in
            unsafe CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
        }
    }
}

/// Compares two arrays in constant time.
package func constantTimeEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    constantTimeEqual(one.span, other.span)
}

/// Compares two digests in constant time.
package func constantTimeEqual(_ one: Digest, _ other: Digest) -> Bool {
    one.withBytes { left in other.withBytes { right in constantTimeEqual(left, right) } }
}
