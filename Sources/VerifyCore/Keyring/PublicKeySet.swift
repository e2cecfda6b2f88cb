internal import Persian

/// The public keys of tokens for offline verifiers: a JWK set (RFC 7517 §5, RFC 8037), and the same keys as a
/// COSE_KeySet (RFC 9052 §7).
package struct PublicKeySet: Sendable {
    private let keys: [[UInt8]: TokenPublicKey]

    /// Reads a file of `keys export-public`, which is also what `/.well-known/sehat-keys.json` serves.
    ///
    /// The kid is computed, and must agree with the one in the file.
    ///
    /// - Throws: `KeyringError.format`.
    package init(parsing bytes: [UInt8]) throws(KeyringError) {
        guard let json = try? JSON(parsing: bytes), let entries = json["keys"]?.array else {
            throw .format(file: "the file of public keys")
        }
        var keys: [[UInt8]: TokenPublicKey] = [:]
        for entry in entries {
            guard let key = try? TokenPublicKey(jwk: entry),
                entry["kid"]?.string.map({ $0 == Hex.encode(key.kid) }) ?? true
            else { throw .format(file: "the file of public keys") }
            keys[key.kid] = key
        }
        self.keys = keys
    }

    /// The number of keys.
    package var count: Int { keys.count }

    /// Returns the key that a token names; nil for an unknown kid.
    package func key(kid: [UInt8]) -> TokenPublicKey? {
        keys[kid]
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
