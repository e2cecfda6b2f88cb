internal import COpenSSL

/// HKDF with SHA-256 (RFC 5869): independent keys from one.
package enum HKDF {
    /// The limit of one derivation in bytes (RFC 5869 §2.3: 255 × 32).
    package static let mostBytes = 255 * Digest.count

    /// Extracts and expands to `count` bytes.
    ///
    /// - Throws: `parameters` when `count` is below 1 or above `mostBytes`.
    package static func derive(
        from secret: [UInt8],
        salt: [UInt8] = [],
        info: [UInt8],
        count: Int
    ) throws(CryptoError) -> [UInt8] {
        guard (1...mostBytes).contains(count) else { throw .parameters }
        let zeros = [UInt8](repeating: 0, count: Digest.count)
        let pseudorandom = HMACKey(HMACKey(salt.isEmpty ? zeros : salt).authenticate(secret))
        var output: [UInt8] = []
        output.reserveCapacity(count + Digest.count)
        var block: [UInt8] = []
        var number: UInt8 = 0
        while output.count < count {
            number += 1
            block = pseudorandom.authenticate(block + info + [number])
            output += block
        }
        return Array(output.prefix(count))
    }
}
