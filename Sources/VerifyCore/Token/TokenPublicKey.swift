/// The algorithms that sign tokens, by their numbers at IANA (COSE Algorithms).
package enum SignatureAlgorithm: Int64, Sendable, CaseIterable {
    /// Ed25519 (RFC 8032), with which tokens are signed here.
    case eddsa = -8
    /// ECDSA on P-256 with SHA-256, accepted for modules that have no Ed25519.
    case es256 = -7
}

/// A key that verifies tokens.
package struct TokenPublicKey: Sendable, Hashable {
    /// Four bytes that tokens name the key by.
    package let kid: [UInt8]
    private let key: Key

    private enum Key: Sendable, Hashable {
        case ed25519(Ed25519PublicKey)
        case p256(P256PublicKey)
    }

    /// How many bytes name a key.
    package static let kidCount = 4

    /// A key of Ed25519 (32 bytes) or on P-256 (65 bytes, uncompressed), named by its own hash.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        try self.init(bytes, kid: Array(SHA256.hash(bytes).prefix(Self.kidCount)))
    }

    /// A key that somebody else named.
    package init(_ bytes: [UInt8], kid: [UInt8]) throws(CryptoError) {
        self.kid = kid
        key =
            bytes.count == P256.pointCount
            ? .p256(try P256PublicKey(bytes)) : .ed25519(try Ed25519PublicKey(bytes))
    }

    /// What the key signs with.
    package var algorithm: SignatureAlgorithm {
        switch key {
        case .ed25519: .eddsa
        case .p256: .es256
        }
    }

    /// The 32 bytes of an Ed25519 key, the 65 of a point on P-256.
    package var bytes: [UInt8] {
        switch key {
        case .ed25519(let key): key.bytes
        case .p256(let key): key.bytes
        }
    }

    /// Tells whether the raw signature of 64 bytes is right.
    package func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
        switch key {
        case .ed25519(let key): key.isValid(signature: signature.span, message: message.span)
        case .p256(let key): key.isValid(signature: signature.span, message: message.span)
        }
    }
}
