/// The algorithms that sign tokens, by their numbers at IANA (COSE Algorithms).
package enum SignatureAlgorithm: Int64, Sendable, CaseIterable {
    /// Ed25519 (RFC 8032), the algorithm of new tokens.
    case eddsa = -8
    /// ECDSA on P-256 with SHA-256, accepted for hardware modules without Ed25519.
    case es256 = -7
}

/// A key that verifies tokens.
package struct TokenPublicKey: Sendable, Hashable {
    /// The key id in tokens, four bytes.
    package let kid: [UInt8]
    private let key: Key

    private enum Key: Sendable, Hashable {
        case ed25519(Ed25519PublicKey)
        case p256(P256PublicKey)
    }

    /// The length of a key id in bytes.
    package static let kidCount = 4

    /// Creates a key of Ed25519 (32 bytes) or on P-256 (65 bytes, uncompressed) with the id that is its hash.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        try self.init(bytes, kid: Array(SHA256.hash(bytes).prefix(Self.kidCount)))
    }

    /// Creates a key with an id that the caller chooses.
    package init(_ bytes: [UInt8], kid: [UInt8]) throws(CryptoError) {
        self.kid = kid
        key =
            bytes.count == P256.pointCount
            ? .p256(try P256PublicKey(bytes)) : .ed25519(try Ed25519PublicKey(bytes))
    }

    /// The signature algorithm of the key.
    package var algorithm: SignatureAlgorithm {
        switch key {
        case .ed25519: .eddsa
        case .p256: .es256
        }
    }

    /// The 32 bytes of an Ed25519 key, or the 65 of a point on P-256.
    package var bytes: [UInt8] {
        switch key {
        case .ed25519(let key): key.bytes
        case .p256(let key): key.bytes
        }
    }

    /// Returns whether the raw signature of 64 bytes is valid.
    package func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
        switch key {
        case .ed25519(let key): key.isValid(signature: signature.span, message: message.span)
        case .p256(let key): key.isValid(signature: signature.span, message: message.span)
        }
    }
}
