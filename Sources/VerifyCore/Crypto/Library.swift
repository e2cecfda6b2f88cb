internal import COpenSSL

/// The algorithms of libcrypto, fetched once per process.
///
/// A fetch walks the providers and takes a lock (about 300 ns); a fetched algorithm is immutable,
/// reference-counted and, by OpenSSL's documentation (EVP_MD_fetch(3)), may be used from any thread.
/// That is why these pointers are `nonisolated(unsafe)`. They are never freed.
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

    /// Fetches an algorithm; stops the process if libcrypto does not have it, because no verification is possible.
    private static func required(_ pointer: OpaquePointer?, _ name: String) -> OpaquePointer {
        guard let pointer = unsafe pointer else {
            preconditionFailure("libcrypto provides no \(name): check openssl.cnf")
        }
        return unsafe pointer
    }

    /// Returns the newest error of this thread, and empties its queue.
    static func failure() -> CryptoError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        return .library(code: code)
    }

    /// Stops the process if a call failed that fails only when memory is exhausted.
    ///
    /// To continue would mean to use a digest that was never computed.
    @inline(__always)
    static func require(_ result: Int32) {
        precondition(result == 1, "libcrypto is out of memory")
    }
}
