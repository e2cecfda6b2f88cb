internal import VerifyCore

extension Conformance {
    static func verifyEd25519(_ arguments: Arguments) throws -> [JSON.Member] {
        let isValid = Ed25519.isValid(
            signature: try arguments.bytes("signature"),
            message: try arguments.bytes("message"),
            publicKey: try arguments.bytes("public_key")
        )
        return [JSON.Member("valid", .bool(isValid))]
    }

    static func verifyP256(_ arguments: Arguments) throws -> [JSON.Member] {
        let isValid = P256.isValid(
            signature: try arguments.bytes("signature"),
            message: try arguments.bytes("message"),
            publicKey: try arguments.bytes("public_key")
        )
        return [JSON.Member("valid", .bool(isValid))]
    }

    static func authenticate(_ arguments: Arguments) throws -> [JSON.Member] {
        let mac = HMACKey(try arguments.bytes("key")).authenticate(try arguments.bytes("message"))
        return [JSON.Member("mac", .string(Hex.encode(mac)))]
    }

    static func derive(_ arguments: Arguments) throws -> [JSON.Member] {
        let okm = try HKDF.derive(
            from: arguments.bytes("ikm"),
            salt: arguments.optionalBytes("salt"),
            info: arguments.optionalBytes("info"),
            count: arguments.integer("length", as: Int.self)
        )
        return [JSON.Member("okm", .string(Hex.encode(okm)))]
    }

    static func verifyCOSE(_ arguments: Arguments) throws -> [JSON.Member] {
        let key = try publicKey(arguments)
        let bytes = try arguments.bytes("bytes")
        let message = try COSESign1(decoding: bytes.span)
        guard message.isSigned(by: key, externalAAD: try arguments.optionalBytes("external_aad"))
        else { throw Refusal("SIGNATURE") }
        return [JSON.Member("payload", .string(Hex.encode(message.payload)))]
    }

    private static func publicKey(_ arguments: Arguments) throws -> TokenPublicKey {
        guard arguments.has("jwk") else {
            return try TokenPublicKey(arguments.bytes("public_key"))
        }
        return try TokenPublicKey(jwk: withoutHex(arguments.value("jwk")))
    }

    /// The COSE working group's examples give the bytes of a coordinate as `x_hex`.
    private static func withoutHex(_ jwk: JSON) -> JSON {
        .object(
            (jwk.members ?? []).map { member in
                guard ["x_hex", "y_hex"].contains(member.name),
                    let bytes = member.value.string.flatMap({ try? Hex.decode($0) })
                else { return member }
                return JSON.Member(String(member.name.prefix(1)), .string(Base64URL.encode(bytes)))
            }
        )
    }
}
