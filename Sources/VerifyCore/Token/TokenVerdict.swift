/// What the check of a token's form, key and signature answers; its status is another question.
package enum TokenVerdict: Sendable, Equatable {
    /// Signed by a known key.
    case genuine(DegreeToken)
    /// Signed by a known key, for a code of the test realm: a specimen, never shown as genuine.
    case test(DegreeToken)
    /// Not a token in the one form that there is.
    case format
    /// Signed by a key with this id, which is not known.
    case keyUnknown(kid: [UInt8])
    /// Not signed by the key that it names.
    case signatureBad

    /// The stable word.
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
    /// Checks a token: its form, then its key, then the signature, and only then what it says.
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

    /// Checks a token as its QR has it.
    package static func verify(
        text: some StringProtocol,
        keys: (_ kid: [UInt8]) -> TokenPublicKey?
    ) -> TokenVerdict {
        guard let bytes = try? bytes(fromText: text) else { return .format }
        return verify(bytes, keys: keys)
    }
}
