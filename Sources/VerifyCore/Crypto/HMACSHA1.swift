internal import COpenSSL

/// HMAC-SHA-1 (RFC 2104), which authenticator apps use for one-time passwords (RFC 6238).
///
/// Nothing else uses it: all other MACs are `HMACKey`. Collisions of SHA-1 do not weaken HMAC (RFC 6194 §3.3).
package enum HMACSHA1 {
    /// The number of bytes of a MAC.
    package static let byteCount = 20

    /// Returns the MAC of a message under a key of any length.
    package static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        guard let context = unsafe EVP_MAC_CTX_new(Library.hmac) else {
            preconditionFailure("libcrypto is out of memory")
        }
        defer { unsafe EVP_MAC_CTX_free(context) }
        // An empty key needs an address too: null means "keep the key".
        unsafe (key + [0]).withUnsafeBufferPointer { bytes in
            unsafe Library.require(sehat_hmac_sha1_init(context, bytes.baseAddress, key.count))
        }
        var mac = [UInt8](repeating: 0, count: byteCount)
        unsafe message.withUnsafeBufferPointer { message in
            unsafe Library.require(EVP_MAC_update(context, message.baseAddress, message.count))
        }
        unsafe mac.withUnsafeMutableBufferPointer { mac in
            unsafe Library.require(EVP_MAC_final(context, mac.baseAddress, nil, mac.count))
        }
        return mac
    }
}
