internal import COpenSSL

/// Ed25519 (RFC 8032), verified strictly.
package enum Ed25519 {
    /// The length of a private seed and of a public key in bytes.
    package static let keyCount = 32
    /// The length of a signature in bytes.
    package static let signatureCount = 64

    /// Returns whether the signature is valid; false for a public key that `Ed25519PublicKey` rejects.
    package static func isValid(
        signature: [UInt8],
        message: [UInt8],
        publicKey: [UInt8]
    ) -> Bool {
        guard let key = try? Ed25519PublicKey(publicKey) else { return false }
        return key.isValid(signature: signature.span, message: message.span)
    }
}

/// A public key of Ed25519: canonical (RFC 8032 §5.1.3) and not of low order.
package struct Ed25519PublicKey: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: [UInt8]
    private let key: KeyObject

    /// Reads 32 bytes.
    ///
    /// - Throws: `length` or `publicKey`.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == Ed25519.keyCount else {
            throw .length(expected: Ed25519.keyCount, found: bytes.count)
        }
        guard Self.isCanonical(bytes), !Self.isOfLowOrder(bytes) else { throw .publicKey }
        guard
            let key = unsafe EVP_PKEY_new_raw_public_key(
                EVP_PKEY_ED25519,
                nil,
                bytes,
                bytes.count
            )
        else { throw Library.failure() }
        self.bytes = bytes
        self.key = unsafe KeyObject(owning: key)
    }

    /// Returns whether the signature of the message is valid.
    ///
    /// Rejects an S that is not below the group's order (RFC 8032 §5.1.7), and compares R as bytes, so that a
    /// signature has exactly one form.
    package func isValid(signature: Span<UInt8>, message: Span<UInt8>) -> Bool {
        guard signature.count == Ed25519.signatureCount else { return false }
        return unsafe signature.withUnsafeBytes { signature in
            guard unsafe Self.isBelowOrder(signature[32..<64]) else { return false }
            return unsafe message.withUnsafeBytes { message in
                unsafe key.verifies(signature: signature, message: message, digest: nil)
            }
        }
    }

    /// Compares the bytes.
    package static func == (one: Ed25519PublicKey, other: Ed25519PublicKey) -> Bool {
        one.bytes == other.bytes
    }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}

extension Ed25519PublicKey {
    /// The order of the base point, L = 2²⁵² + 27742317777372353535851937790883648493, little-endian.
    private static let order: [UInt8] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x10,
    ]

    /// y of the points whose order divides 8, canonical, without the sign of x, little-endian: 0 (order 4),
    /// 1 (the neutral element), −1 (order 2; it begins with 0xec) and the two of order 8.
    private static let lowOrder: [[UInt8]] = [
        [UInt8](repeating: 0, count: 32),
        [1] + [UInt8](repeating: 0, count: 31),
        [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
        [
            0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef,
            0x98,
            0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d,
            0x53,
            0xfc, 0x05,
        ],
        [
            0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10,
            0x67,
            0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92,
            0xac,
            0x03, 0x7a,
        ],
    ]

    private static func withoutSign(_ bytes: [UInt8]) -> [UInt8] {
        var y = bytes
        y[31] &= 0x7f
        return y
    }

    private static func isOfLowOrder(_ bytes: [UInt8]) -> Bool {
        lowOrder.contains(withoutSign(bytes))
    }

    /// y is below p = 2²⁵⁵ − 19, whose bytes are ed ff … ff 7f.
    private static func isCanonical(_ bytes: [UInt8]) -> Bool {
        let y = withoutSign(bytes)
        return y[31] != 0x7f || y[0] < 0xed || y[1..<31].contains { $0 != 0xff }
    }

    private static func isBelowOrder(_ scalar: Slice<UnsafeRawBufferPointer>) -> Bool {
        unsafe scalar.reversed().lexicographicallyPrecedes(order.reversed())
    }
}
