import Testing

@testable import VerifyCore

struct TokenPublicKeyTests {
    static func keys() throws -> [TokenPublicKey] {
        try FormatVectors("token").cases("keys").map { try TokenPublicKey($0.bytes("public_key")) }
    }

    @Test func `a key is read back from its web key`() throws {
        let keys = try Self.keys()
        #expect(keys.map(\.algorithm) == [.eddsa, .es256])
        for key in keys {
            let text = key.jwk.encoded()
            #expect(try TokenPublicKey(jwk: JSON(parsing: text)) == key)
            #expect(key.jwk["kid"]?.string == Hex.encode(key.kid))
            #expect(key.jwk["d"] == nil)
        }
    }

    @Test func `a cose key holds the same bytes`() throws {
        let keys = try Self.keys()
        for key in keys {
            let map = try CBOR(decoding: key.coseKey)
            #expect(map[2]?.bytes == key.kid)
            #expect(map[3]?.integer == key.algorithm.rawValue)
            let coordinates = [map[-2]?.bytes, map[-3]?.bytes].compactMap { $0 }.flatMap { $0 }
            #expect(
                coordinates == (key.algorithm == .eddsa ? key.bytes : Array(key.bytes.dropFirst()))
            )
        }
    }

    static let refused: [JSON] = [
        .null, [:], ["kty": "OKP", "crv": "Ed25519"], ["kty": "OKP", "crv": "Ed25519", "x": "AA"],
        ["kty": "OKP", "crv": "X25519", "x": "F8t5-ytBIPKx7GXkGY1uCLKOgT_rAeSkAIObheGAgM4"],
        // The neutral element, of low order.
        ["kty": "OKP", "crv": "Ed25519", "x": "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
        // A point that is not on the curve.
        [
            "kty": "EC", "crv": "P-256", "x": "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "y": "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ],
    ]

    @Test(arguments: refused)
    func `a web key of another kind is rejected`(_ jwk: JSON) {
        #expect(throws: CryptoError.publicKey) { try TokenPublicKey(jwk: jwk) }
    }

    @Test func `bytes of another length are not a key`() {
        for count in [0, 31, 33, 64, 66] {
            #expect(throws: CryptoError.self) {
                try TokenPublicKey([UInt8](repeating: 4, count: count))
            }
        }
    }
}
