internal import Persian

/// The public keys of tokens for offline verifiers: a JWK set (RFC 7517 §5, RFC 8037), and the same keys as a
/// COSE_KeySet (RFC 9052 §7).
///
/// The format is docs/formats/key-set.md.
package struct PublicKeySet: Sendable {
    private var keys: [[UInt8]: KnownTokenKey] = [:]

    /// Reads a file of `keys export-public`, which is also what `/.well-known/sehat-keys.json` serves.
    ///
    /// Skips keys that it cannot use, so that a later version's keys do not make the set unreadable; a key that
    /// `compromised` names is withdrawn wherever it occurs.
    ///
    /// - Throws: `KeyringError.format` for a text that is not a JSON object with an array `keys`.
    package init(parsing bytes: [UInt8]) throws(KeyringError) {
        let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
        let text = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        guard let json = try? JSON(parsing: text), let entries = json["keys"]?.array,
            let compromised = (json["compromised"] ?? []).array
        else { throw .format(file: "the file of public keys") }
        for entry in entries {
            if let key = Self.key(entry) { keys[key.kid] = .trusted(key) }
        }
        for entry in compromised {
            guard let kid = Self.kid(entry) else { continue }
            let since = (entry["since"]?.string).flatMap { try? Timestamp(parsing: $0) }
            keys[kid] = .withdrawn(since: since)
        }
    }

    /// The key ids, in order.
    package var kids: [[UInt8]] {
        keys.keys.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Returns the key that a token names; nil for an unknown kid.
    package func key(kid: [UInt8]) -> KnownTokenKey? {
        keys[kid]
    }
}

extension PublicKeySet {
    /// Reads an entry of `keys`; nil for a key of another kind or use, or one whose kid is not its own.
    private static func key(_ entry: JSON) -> TokenPublicKey? {
        guard let key = try? TokenPublicKey(jwk: entry),
            entry["kid"] == nil || kid(entry) == key.kid,
            entry["use"] == nil || entry["use"]?.string == "sig",
            (entry["alg"]?.string).map(key.algorithm.jwa.contains) ?? (entry["alg"] == nil)
        else { return nil }
        return key
    }

    /// Reads the member `kid`, in either case.
    private static func kid(_ entry: JSON) -> [UInt8]? {
        guard let kid = entry["kid"]?.string.flatMap({ try? Hex.decode($0) }),
            kid.count == TokenPublicKey.kidCount
        else { return nil }
        return kid
    }
}

extension Keyring {
    /// Returns the published token keys as JSON, the same bytes for the same keyring.
    ///
    /// Retired and compromised keys are left out, so that offline verifiers reject what they signed; the member
    /// `compromised` lists the compromised ones with their moments.
    package func publicKeySet() -> [UInt8] {
        let published = facts.filter { $0.purpose == .token && $0.state.verifies }
        let keys = published.compactMap { facts in
            facts.publicKey.flatMap { try? TokenPublicKey($0) }
        }
        let compromised = facts.compactMap { facts -> JSON? in
            guard facts.purpose == .token, case .compromised(let since) = facts.state else {
                return nil
            }
            return ["kid": .string(facts.id), "since": .string(since.description)]
        }
        var coseKeySet = CBORWriter(capacity: keys.count * 64)
        coseKeySet.array(count: keys.count)
        let cose = coseKeySet.bytes + keys.flatMap(\.coseKey)
        let json: JSON = [
            "issuer": "IR-SAORG", "keys": .array(keys.map(\.jwk)),
            "cose_key_set": .string(Base64URL.encode(cose)), "compromised": .array(compromised),
        ]
        return json.encoded() + [UInt8(ascii: "\n")]
    }
}
