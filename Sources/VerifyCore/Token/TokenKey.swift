/// A key that signs tokens: Ed25519.
package struct TokenKey: Sendable {
    /// The key that verifies what this one signs.
    package let publicKey: TokenPublicKey
    private let key: Ed25519PrivateKey

    /// Creates the key of a seed of 32 bytes.
    package init(seed: [UInt8]) throws(CryptoError) {
        key = try Ed25519PrivateKey(seed: seed)
        publicKey = try TokenPublicKey(key.publicKey)
    }

    /// The key id in tokens, four bytes.
    package var kid: [UInt8] { publicKey.kid }

    /// Signs a payload, and returns a tagged COSE_Sign1.
    package func sign(_ payload: [UInt8]) throws(CryptoError) -> [UInt8] {
        let protected = protectedHeader
        let signature = try key.sign(
            COSESign1.signedBytes(protected: protected, externalAAD: [], payload: payload)
        )
        var writer = CBORWriter(capacity: payload.count + 96)
        writer.head(.tag, COSESign1.tag)
        writer.array(count: 4)
        writer.byteString(protected)
        writer.map(count: 0)
        writer.byteString(payload)
        writer.byteString(signature)
        return writer.bytes
    }

    /// `{1: -8, 4: kid}`.
    private var protectedHeader: [UInt8] {
        var writer = CBORWriter(capacity: 16)
        writer.map(count: 2)
        writer.integer(COSESign1.Label.algorithm)
        writer.integer(publicKey.algorithm.rawValue)
        writer.integer(COSESign1.Label.kid)
        writer.byteString(kid)
        return writer.bytes
    }
}
