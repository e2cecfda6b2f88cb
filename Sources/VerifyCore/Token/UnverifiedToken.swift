/// A token of the right form whose signature is not checked: show it as unverified, never trust it.
package struct UnverifiedToken: Sendable, Equatable {
    /// The signed message.
    package let message: COSESign1
    /// The key id that the token names.
    package let kid: [UInt8]

    /// Reads a token: its protected header has algorithm and key id, and the unprotected header is empty.
    ///
    /// - Throws: `CBOR.DecodingError`.
    package init(decoding bytes: [UInt8]) throws(CBOR.DecodingError) {
        guard bytes.count <= DegreeToken.maximumSize else { throw .size }
        message = try COSESign1(decoding: bytes.span)
        guard let kid = message.header.kid, kid.count == TokenPublicKey.kidCount,
            message.header.count == 2, message.unprotected.isEmpty
        else { throw .unexpectedItem }
        self.kid = kid
    }

    /// Reads the claims without checking the signature.
    ///
    /// - Throws: `CBOR.DecodingError`.
    package func claims() throws(CBOR.DecodingError) -> DegreeToken {
        try DegreeToken(payload: message.payload)
    }
}
