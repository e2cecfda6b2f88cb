internal import COpenSSL

/// ECDSA on P-256 with SHA-256 (FIPS 186-5): verified only, for tokens signed by an HSM.
package enum P256 {
    /// The length of an uncompressed point, 04 ‖ x ‖ y.
    package static let pointCount = 65
    /// The length of a raw signature, r ‖ s.
    package static let signatureCount = 64

    /// Tells whether the signature is right; a public key that is refused verifies nothing.
    package static func isValid(
        signature: [UInt8],
        message: [UInt8],
        publicKey: [UInt8]
    ) -> Bool {
        guard let key = try? P256PublicKey(publicKey) else { return false }
        return key.isValid(signature: signature.span, message: message.span)
    }
}

/// A public key on P-256, a point that lies on the curve.
package struct P256PublicKey: Sendable, Hashable {
    /// The 65 bytes 04 ‖ x ‖ y.
    package let bytes: [UInt8]
    private let key: KeyObject

    /// Reads an uncompressed point; throws `length`, or `publicKey` when it is not on the curve.
    package init(_ bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == P256.pointCount else {
            throw .length(expected: P256.pointCount, found: bytes.count)
        }
        guard bytes[0] == 4, let key = unsafe Self.object(of: bytes) else {
            ERR_clear_error()
            throw .publicKey
        }
        self.bytes = bytes
        self.key = unsafe KeyObject(owning: key)
    }

    /// Tells whether the signature r ‖ s over the message is right.
    package func isValid(signature: Span<UInt8>, message: Span<UInt8>) -> Bool {
        guard signature.count == P256.signatureCount else { return false }
        let encoded = Self.derEncoded(signature)
        return unsafe encoded.withUnsafeBytes { encoded in
            unsafe message.withUnsafeBytes { message in
                unsafe key.verifies(signature: encoded, message: message, digest: Library.sha256)
            }
        }
    }

    /// Two keys are the same when their bytes are.
    package static func == (one: P256PublicKey, other: P256PublicKey) -> Bool {
        one.bytes == other.bytes
    }

    /// Feeds the bytes.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}

extension P256PublicKey {
    /// libcrypto checks here that the point is on the curve; P-256 has no points of low order.
    private static func object(of point: [UInt8]) -> OpaquePointer? {
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { return nil }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_fromdata_init(context) == 1 else { return nil }
        var point = point
        var curve = Array("prime256v1".utf8CString)
        var key: OpaquePointer?
        unsafe point.withUnsafeMutableBytes { point in
            unsafe curve.withUnsafeMutableBufferPointer { curve in
                var parameters = unsafe [
                    OSSL_PARAM_construct_utf8_string(
                        OSSL_PKEY_PARAM_GROUP_NAME,
                        curve.baseAddress,
                        0
                    ),
                    OSSL_PARAM_construct_octet_string(
                        OSSL_PKEY_PARAM_PUB_KEY,
                        point.baseAddress,
                        point.count
                    ),
                    OSSL_PARAM_construct_end(),
                ]
                let made = unsafe EVP_PKEY_fromdata(
                    context,
                    &key,
                    selection_of_public_key,
                    &parameters
                )
                if made != 1 { unsafe key = nil }
            }
        }
        return unsafe key
    }

    /// SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3), which libcrypto wants.
    private static func derEncoded(_ signature: Span<UInt8>) -> [UInt8] {
        var integers: [UInt8] = []
        for offset in [0, 32] {
            var digits: [UInt8] = []
            for index in offset..<offset + 32 {
                let byte = signature[index]
                if byte != 0 || !digits.isEmpty { digits.append(byte) }
            }
            if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
            integers += [0x02, UInt8(digits.count)] + digits
        }
        return [0x30, UInt8(integers.count)] + integers
    }
}
