internal import COpenSSL

/// A private key of Ed25519 in libcrypto.
package struct Ed25519PrivateKey: Sendable {
    /// The 32 bytes of the public key.
    package let publicKey: [UInt8]
    private let key: KeyObject

    /// Creates the key of a 32-byte seed (RFC 8032 §5.1.5).
    ///
    /// - Throws: `length`.
    package init(seed: [UInt8]) throws(CryptoError) {
        guard seed.count == Ed25519.keyCount else {
            throw .length(expected: Ed25519.keyCount, found: seed.count)
        }
        guard
            let key = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { throw Library.failure() }
        self.key = unsafe KeyObject(owning: key)
        var count = Ed25519.keyCount
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 else {
            throw Library.failure()
        }
        publicKey = bytes
    }

    /// Returns the signature, 64 bytes; deterministic.
    package func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        try sign(message.span)
    }

    /// Returns the signature of borrowed bytes.
    package func sign(_ message: Span<UInt8>) throws(CryptoError) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Ed25519.signatureCount)
        let done = unsafe message.withUnsafeBytes { message in
            unsafe key.withKey { key in
                unsafe Self.sign(message, key, into: &signature)
            }
        }
        guard done else { throw Library.failure() }
        return signature
    }

    private static func sign(
        _ message: UnsafeRawBufferPointer,
        _ key: OpaquePointer,
        into signature: inout [UInt8]
    ) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        var count = signature.count
        let bytes = unsafe message.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return unsafe EVP_DigestSignInit(context, nil, nil, nil, key) == 1
            && EVP_DigestSign(context, &signature, &count, bytes, message.count) == 1
            && count == Ed25519.signatureCount
    }
}
