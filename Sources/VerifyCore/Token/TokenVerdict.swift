/// The result of checking a token's form, key and signature; the status of the degree is not checked.
package enum TokenVerdict: Sendable, Equatable {
    /// Signed by a known key.
    case genuine(DegreeToken)
    /// Signed by a known key for a code of the test realm: a specimen, never shown as genuine.
    case test(DegreeToken)
    /// Not in the form of a token.
    case format
    /// The key with this id is unknown.
    case keyUnknown(kid: [UInt8])
    /// The key that the token names did not sign it.
    case signatureBad

    /// The stable word for the result.
    package var verdict: Verdict {
        switch self {
        case .genuine: .valid
        case .test: .test
        case .format: .tokenFormat
        case .keyUnknown: .tokenKeyUnknown
        case .signatureBad: .tokenSignatureBad
        }
    }
}

extension DegreeToken {
    /// Checks a token: its form, then its key, then the signature, then the claims.
    ///
    /// `keys` returns the key with an id; nil if it is unknown or may not verify.
    package static func verify(
        _ bytes: [UInt8],
        keys: (_ kid: [UInt8]) -> TokenPublicKey?
    ) -> TokenVerdict {
        guard let token = try? UnverifiedToken(decoding: bytes) else { return .format }
        guard let key = keys(token.kid) else { return .keyUnknown(kid: token.kid) }
        guard token.message.isSigned(by: key) else { return .signatureBad }
        guard let claims = try? token.claims() else { return .format }
        return claims.code.isTest ? .test(claims) : .genuine(claims)
    }

    /// Checks the text of a token's QR code.
    package static func verify(
        text: some StringProtocol,
        keys: (_ kid: [UInt8]) -> TokenPublicKey?
    ) -> TokenVerdict {
        guard let bytes = try? bytes(fromText: text) else { return .format }
        return verify(bytes, keys: keys)
    }
}
