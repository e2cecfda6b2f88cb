internal import COpenSSL

/// A key of HMAC-SHA-256 (RFC 2104, FIPS 198-1), prepared once and used from many threads.
///
/// The key's bytes are not kept: libcrypto holds the two hash states of the key.
package struct HMACKey: Sendable {
    private let contexts: ContextPool

    /// Creates a key of any length; all keys of the product have 32 bytes.
    package init(_ bytes: [UInt8]) {
        let original = KeyedContext(bytes.span)
        contexts = unsafe ContextPool(
            make: { unsafe original.copy() },
            free: { unsafe EVP_MAC_CTX_free($0) }
        )
    }

    /// Returns the 32 bytes of the MAC.
    package func authenticate(_ message: [UInt8]) -> [UInt8] {
        digest(of: message.span).bytes
    }

    /// Returns the MAC of borrowed bytes, without allocation.
    package func digest(of message: Span<UInt8>) -> Digest {
        unsafe message.withUnsafeBytes { unsafe digest($0) }
    }

    /// Returns the MAC of two borrowed byte strings, one after the other.
    package func digest(of message: Span<UInt8>, then more: Span<UInt8>) -> Digest {
        unsafe message.withUnsafeBytes { message in
            unsafe more.withUnsafeBytes { more in unsafe digest(message, more) }
        }
    }

    private func digest(
        _ message: UnsafeRawBufferPointer,
        _ more: UnsafeRawBufferPointer = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    ) -> Digest {
        var digest = Digest()
        unsafe withUnsafeMutableBytes(of: &digest) { output in
            unsafe contexts.withContext { context in
                let bytes = unsafe message.baseAddress?.assumingMemoryBound(to: UInt8.self)
                let mac = unsafe output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe Library.require(EVP_MAC_init(context, nil, 0, nil))
                unsafe Library.require(EVP_MAC_update(context, bytes, message.count))
                if more.count > 0 {
                    let bytes = unsafe more.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    unsafe Library.require(EVP_MAC_update(context, bytes, more.count))
                }
                unsafe Library.require(EVP_MAC_final(context, mac, nil, output.count))
            }
        }
        return digest
    }
}

/// The context that holds the key; the contexts that compute are its copies.
///
/// `@unchecked Sendable`: after `init` it is only read, by `EVP_MAC_CTX_dup`.
@safe private final class KeyedContext: @unchecked Sendable {
    private let context: OpaquePointer

    init(_ key: Span<UInt8>) {
        guard let context = unsafe EVP_MAC_CTX_new(Library.hmac) else {
            preconditionFailure("libcrypto is out of memory")
        }
        unsafe self.context = unsafe context
        // An empty key needs an address too: null means "keep the key".
        var empty: UInt8 = 0
        unsafe withUnsafePointer(to: &empty) { empty in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe Library.require(
                    sehat_hmac_sha256_init(context, key.baseAddress ?? empty, key.count)
                )
            }
        }
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    func copy() -> OpaquePointer {
        guard let copy = unsafe EVP_MAC_CTX_dup(context) else {
            preconditionFailure("libcrypto is out of memory")
        }
        return unsafe copy
    }
}
