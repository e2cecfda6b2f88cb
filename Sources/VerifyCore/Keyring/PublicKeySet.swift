internal import Persian

/// The public keys of tokens, for whoever verifies offline: a JWK set (RFC 7517 §5, RFC 8037) and the same
/// keys as a COSE_KeySet (RFC 9052 §7).
package struct PublicKeySet: Sendable {
    private let keys: [[UInt8]: TokenPublicKey]

    /// Reads what `export-public` wrote and `/.well-known/sehat-keys.json` serves.
    ///
    /// A kid is not believed, it is computed; a key that is not one of ours in form is refused.
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

    /// How many keys there are.
    package var count: Int { keys.count }

    /// The key that a token names.
    package func key(kid: [UInt8]) -> TokenPublicKey? {
        keys[kid]
    }
}

extension Keyring {
    /// The published token keys as bytes of JSON, the same ones for the same keyring.
    ///
    /// Keys that are retired or compromised are left out, so that what they signed is not believed
    /// offline either; compromised ones are named with their moment.
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
