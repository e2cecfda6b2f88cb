package import Persian

/// The result of checking a token's form, key and signature; the status of the degree is not checked.
package enum TokenVerdict: Sendable, Equatable {
    /// Signed by a known key.
    case genuine(DegreeToken)
    /// Signed by a known key for a code of the test realm: a specimen, never shown as genuine.
    case test(DegreeToken)
    /// Not in the form of a token.
    case format
    /// Signed by a known key, at a moment that has not come yet; or the verifier's clock is behind.
    case issuedInFuture(DegreeToken)
    /// Signed by a known key, with the status reference of another code.
    case otherReference(DegreeToken)
    /// The key with this id is unknown.
    case keyUnknown(kid: [UInt8])
    /// The key with this id is compromised since a moment, so its signature proves nothing.
    ///
    /// `since` is nil where a set of public keys does not have a readable moment.
    case keyWithdrawn(kid: [UInt8], since: Timestamp?)
    /// The key that the token names did not sign it.
    case signatureBad

    /// The stable word for the result.
    package var verdict: Verdict {
        switch self {
        case .genuine: .valid
        case .test: .test
        case .format, .issuedInFuture, .otherReference: .tokenFormat
        case .keyUnknown, .keyWithdrawn: .tokenKeyUnknown
        case .signatureBad: .tokenSignatureBad
        }
    }
}

/// A token key that a verifier knows by its id.
package enum KnownTokenKey: Sendable, Equatable {
    /// The key verifies tokens.
    case trusted(TokenPublicKey)
    /// The key is compromised since a moment: it verifies nothing.
    case withdrawn(since: Timestamp?)
}

extension DegreeToken {
    /// How far `iat` may be after the verifier's clock, in seconds: a day, which covers a clock that is set to
    /// another time zone.
    package static let clockTolerance: Int64 = 86_400

    /// Checks a token: its form, then its key, then the signature, then the claims.
    ///
    /// `keys` returns the key with an id; nil if it is unknown.
    package static func verify(
        _ bytes: [UInt8],
        at now: Timestamp,
        keys: (_ kid: [UInt8]) -> KnownTokenKey?
    ) -> TokenVerdict {
        guard let token = try? UnverifiedToken(decoding: bytes) else { return .format }
        switch keys(token.kid) {
        case nil: return .keyUnknown(kid: token.kid)
        case .withdrawn(let since): return .keyWithdrawn(kid: token.kid, since: since)
        case .trusted(let key):
            guard token.message.isSigned(by: key) else { return .signatureBad }
        }
        guard let claims = try? token.claims() else { return .format }
        let age = now.secondsSinceEpoch - claims.issuedAt.secondsSinceEpoch
        guard age >= -clockTolerance else { return .issuedInFuture(claims) }
        return claims.code.isTest ? .test(claims) : .genuine(claims)
    }

    /// Checks the text of a token's QR code.
    package static func verify(
        text: some StringProtocol,
        at now: Timestamp,
        keys: (_ kid: [UInt8]) -> KnownTokenKey?
    ) -> TokenVerdict {
        guard let bytes = try? bytes(fromText: text) else { return .format }
        return verify(bytes, at: now, keys: keys)
    }
}
