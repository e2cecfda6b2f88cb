internal import COpenSSL

/// SHA-256 of bytes that arrive in parts.
///
/// It is not `Sendable`: one task at a time may use it.
@safe package final class RunningSHA256 {
    private let context: OpaquePointer

    /// The hash of no bytes yet.
    package init() {
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("libcrypto is out of memory")
        }
        unsafe self.context = unsafe context
        unsafe Library.require(EVP_DigestInit_ex(context, Library.sha256, nil))
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds the next bytes.
    package func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { input in
            unsafe Library.require(EVP_DigestUpdate(context, input.baseAddress, input.count))
        }
    }

    /// Returns the hash of all bytes and ends it; it must not be used afterwards.
    package func finish() -> Digest {
        var digest = Digest()
        unsafe withUnsafeMutableBytes(of: &digest) { output in
            unsafe Library.require(
                EVP_DigestFinal_ex(
                    context,
                    output.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    nil
                )
            )
        }
        return digest
    }
}
