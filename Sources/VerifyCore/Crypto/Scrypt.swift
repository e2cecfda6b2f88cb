internal import COpenSSL

/// scrypt (RFC 7914): a key from a passphrase, slow on purpose.
package enum Scrypt {
    /// The limit of memory of one derivation; N = 2¹⁷ and r = 8 need 128 MiB.
    private static let mostMemory: UInt64 = 256 << 20

    /// Derives `count` bytes.
    ///
    /// `n` is the cost, a power of two above 1.
    ///
    /// - Throws: `parameters` when n, r and p do not fit each other or need more than 256 MiB.
    package static func derive(
        passphrase: [UInt8],
        salt: [UInt8],
        n: UInt64,
        r: UInt64,
        p: UInt64,
        count: Int
    ) throws(CryptoError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: count)
        let done = unsafe passphrase.withUnsafeBytes { passphrase in
            let text = unsafe passphrase.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe EVP_PBE_scrypt(
                text,
                passphrase.count,
                salt,
                salt.count,
                n,
                r,
                p,
                mostMemory,
                &key,
                count
            )
        }
        guard done == 1 else {
            ERR_clear_error()
            throw .parameters
        }
        return key
    }
}
