/// A token whose form is right and whose signature nobody has checked: to be shown as such, never trusted.
package struct UnverifiedToken: Sendable, Equatable {
    /// The signed message.
    package let message: COSESign1
    /// The key that it names.
    package let kid: [UInt8]

    /// Reads the one form that a token has: a protected header of algorithm and key id, no other header.
    package init(decoding bytes: [UInt8]) throws(CBOR.DecodingError) {
        guard bytes.count <= DegreeToken.maximumSize else { throw .size }
        message = try COSESign1(decoding: bytes.span)
        guard let kid = message.header.kid, kid.count == TokenPublicKey.kidCount,
            message.header.count == 2, message.unprotected.isEmpty
        else { throw .unexpectedItem }
        self.kid = kid
    }

    /// What it says, whoever signed it.
    package func claims() throws(CBOR.DecodingError) -> DegreeToken {
        try DegreeToken(payload: message.payload)
    }
}
