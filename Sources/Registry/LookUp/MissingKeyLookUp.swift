import Store
import VerifyCore

/// Keys that only other machines have: the answer must not blame the document for them.
extension LookUp {
    /// One degree of a key, whichever comes first.
    private static let ofKey = PreparedSQL { (first: Int64, end: Int64) in
        "SELECT id FROM degree WHERE id >= \(first) AND id < \(end) ORDER BY id LIMIT 1"
    }

    /// Judges a code of a key that is absent or staged here; nil when the register has no degree of it.
    ///
    /// Reads by the key id alone, so it shows nothing of a locator.
    func missingCodeKey(
        of code: AuthenticityCode,
        in connection: Connection
    ) throws -> Judgement? {
        let first = Int64(code.keyID) * Int64(AuthenticityCode.locators)
        let end = first + Int64(AuthenticityCode.locators)
        guard try connection.first(Self.ofKey(first, end), { try $0.int(0) }) != nil,
            try formerCode(code.digits, in: connection) == nil
        else { return nil }
        return missing(.code(code.keyID))
    }

    private static let withToken = PreparedSQL { (address: Int64, token: [UInt8]) in
        "SELECT id FROM degree WHERE id = \(address) AND token = \(token)"
    }

    /// Judges a token of a key that is absent here; nil when the register does not hold this very token.
    ///
    /// The answer shows nothing of the degree, since the signature could not be checked.
    func missingTokenKey(
        _ kid: [UInt8],
        of text: String,
        in connection: Connection
    ) throws -> Judgement? {
        guard keyring.tokenKey(kid: kid) == nil, let bytes = try? DegreeToken.bytes(fromText: text),
            let code = try? UnverifiedToken(decoding: bytes).claims().code,
            try connection.first(Self.withToken(code.address, bytes), { try $0.int(0) }) != nil
        else { return nil }
        return missing(.token(kid))
    }

    /// The answer about what only a machine with this key can decide.
    func missing(_ key: MissingKey) -> Judgement {
        var judgement = judgement(.statusUnknown, .missingKey)
        judgement.answer.missingKey = key
        return judgement
    }
}
