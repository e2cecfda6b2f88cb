internal import COpenSSL

/// SHA-256 (FIPS 180-4).
package enum SHA256 {
    private static let pool = unsafe ContextPool(
        make: {
            guard let context = unsafe EVP_MD_CTX_new() else {
                preconditionFailure("libcrypto is out of memory")
            }
            unsafe Library.require(EVP_DigestInit_ex(context, Library.sha256, nil))
            return unsafe context
        },
        free: { unsafe EVP_MD_CTX_free($0) }
    )

    /// Returns the hash, 32 bytes.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        digest(of: bytes.span).bytes
    }

    /// Returns the hash of borrowed bytes, without allocation.
    package static func digest(of bytes: Span<UInt8>) -> Digest {
        var digest = Digest()
        unsafe withUnsafeMutableBytes(of: &digest) { output in
            unsafe bytes.withUnsafeBytes { input in
                unsafe pool.withContext { context in
                    unsafe Library.require(EVP_DigestInit_ex(context, nil, nil))
                    unsafe Library.require(
                        EVP_DigestUpdate(context, input.baseAddress, input.count)
                    )
                    unsafe Library.require(
                        EVP_DigestFinal_ex(
                            context,
                            output.baseAddress?.assumingMemoryBound(to: UInt8.self),
                            nil
                        )
                    )
                }
            }
        }
        return digest
    }
}
