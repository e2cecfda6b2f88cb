internal import COpenSSL

/// A key of libcrypto, public or private, freed with its last owner.
///
/// `@unchecked Sendable`: an `EVP_PKEY` is immutable and reference-counted; each use makes an
/// own context (EVP_DigestSign(3), EVP_DigestVerify(3)).
@safe final class KeyObject: @unchecked Sendable {
    private let key: OpaquePointer

    /// Takes ownership of a key.
    init(owning key: OpaquePointer) {
        unsafe self.key = unsafe key
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Calls `body` with the pointer.
    @inline(__always)
    func withKey<Value>(_ body: (OpaquePointer) -> Value) -> Value {
        unsafe body(key)
    }

    /// Returns whether a signature is valid; false for any error.
    func verifies(
        signature: UnsafeRawBufferPointer,
        message: UnsafeRawBufferPointer,
        digest: OpaquePointer?
    ) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("libcrypto is out of memory")
        }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1 else {
            ERR_clear_error()
            return false
        }
        let valid = unsafe EVP_DigestVerify(
            context,
            signature.baseAddress?.assumingMemoryBound(to: UInt8.self),
            signature.count,
            message.baseAddress?.assumingMemoryBound(to: UInt8.self),
            message.count
        )
        if valid != 1 { ERR_clear_error() }
        return valid == 1
    }
}
