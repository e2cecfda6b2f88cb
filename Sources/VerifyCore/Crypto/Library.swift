internal import COpenSSL

/// The algorithms of libcrypto, fetched once for the life of the process.
///
/// A fetch walks the providers and takes a lock (some 300 ns); an algorithm that was fetched is
/// immutable, counted by reference and, by OpenSSL's documentation (EVP_MD_fetch(3)), may be used from
/// any thread. That is why these pointers are `nonisolated(unsafe)`. They are never freed.
enum Library {
    nonisolated(unsafe) static let hmac = unsafe required(EVP_MAC_fetch(nil, "HMAC", nil), "HMAC")
    nonisolated(unsafe) static let sha256 = unsafe required(
        EVP_MD_fetch(nil, "SHA256", nil),
        "SHA256"
    )
    nonisolated(unsafe) static let aes256GCM = unsafe required(
        EVP_CIPHER_fetch(nil, "AES-256-GCM", nil),
        "AES-256-GCM"
    )

    /// Stops the process when libcrypto has no such algorithm: nothing could be verified without it.
    private static func required(_ pointer: OpaquePointer?, _ name: String) -> OpaquePointer {
        guard let pointer = unsafe pointer else {
            preconditionFailure("libcrypto provides no \(name): check openssl.cnf")
        }
        return unsafe pointer
    }

    /// Takes the newest error of this thread and empties its queue.
    static func failure() -> CryptoError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        return .library(code: code)
    }

    /// Stops the process when a call failed that can only fail for want of memory.
    ///
    /// Going on would mean answering with a digest that was never computed.
    @inline(__always)
    static func require(_ result: Int32) {
        precondition(result == 1, "libcrypto is out of memory")
    }
}
