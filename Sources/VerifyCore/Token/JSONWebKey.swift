extension TokenPublicKey {
    /// The key as a JSON Web Key (RFC 7517, RFC 8037); `kid` is in hexadecimal.
    package var jwk: JSON {
        let bytes = bytes
        switch algorithm {
        case .eddsa:
            return [
                "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
                "kid": .string(Hex.encode(kid)), "x": .string(Base64URL.encode(bytes)),
            ]
        case .es256:
            return [
                "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig",
                "kid": .string(Hex.encode(kid)),
                "x": .string(Base64URL.encode(Array(bytes[1..<33]))),
                "y": .string(Base64URL.encode(Array(bytes[33..<65]))),
            ]
        }
    }

    /// Reads a JSON Web Key of Ed25519 or P-256; computes the kid and ignores the member `kid`.
    ///
    /// Takes coordinates with the padding that RFC 7515 §2 leaves out.
    ///
    /// - Throws: `CryptoError.publicKey` or `length`.
    package init(jwk: JSON) throws(CryptoError) {
        func coordinate(_ name: String) throws(CryptoError) -> [UInt8] {
            guard let text = jwk[name]?.string,
                let bytes = try? Base64URL.decode(
                    text.hasSuffix("=") ? text.dropLast() : text[...]
                ),
                bytes.count == 32
            else { throw .publicKey }
            return bytes
        }
        switch (jwk["kty"]?.string, jwk["crv"]?.string) {
        case ("OKP", "Ed25519"): try self.init(coordinate("x"))
        case ("EC", "P-256"): try self.init([4] + coordinate("x") + coordinate("y"))
        default: throw .publicKey
        }
    }

    /// The key as a COSE_Key (RFC 9052 §7, RFC 9053 §7), in deterministic CBOR.
    package var coseKey: [UInt8] {
        let bytes = bytes
        let parameters: [(Int64, CBOR)] =
            switch algorithm {
            case .eddsa: [(1, .unsigned(1)), (-1, .unsigned(6)), (-2, .bytes(bytes))]
            case .es256:
                [
                    (1, .unsigned(2)), (-1, .unsigned(1)), (-2, .bytes(Array(bytes[1..<33]))),
                    (-3, .bytes(Array(bytes[33..<65]))),
                ]
            }
        let named = parameters + [(2, .bytes(kid)), (3, .integer(algorithm.rawValue))]
        return CBOR.map(named.map { CBOR.Entry(.integer($0.0), $0.1) }).encoded()
    }
}

extension SignatureAlgorithm {
    /// The names in JSON Web Keys (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2); the first one is written.
    var jwa: [String] {
        switch self {
        case .eddsa: ["EdDSA", "Ed25519"]
        case .es256: ["ES256"]
        }
    }
}
