internal import COpenSSL

/// The random generator of libcrypto, which the kernel seeds.
package enum Random {
    /// Returns `count` unpredictable bytes, for keys, salts, nonces and identifiers.
    package static func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            precondition(
                unsafe RAND_priv_bytes(buffer.baseAddress, Int32(count)) == 1,
                "the kernel gives no randomness"
            )
            initialized = count
        }
    }
}
