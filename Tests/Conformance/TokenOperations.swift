internal import VerifyCore

extension Conformance {
    static func verifyToken(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        let keys = try arguments.array("keys").map { item in
            let key = Arguments(item)
            return try TokenPublicKey(key.bytes("public_key"), kid: key.bytes("kid"))
        }
        let answer = DegreeToken.verify(text: text) { kid in keys.first { $0.kid == kid } }
        let verdict = JSON.Member("verdict", .string(answer.verdict.rawValue))
        switch answer {
        case .genuine:
            let token = try UnverifiedToken(decoding: DegreeToken.bytes(fromText: text))
            return [
                verdict, JSON.Member("claims", claims(try CBOR(decoding: token.message.payload))),
            ]
        case .test, .format, .keyUnknown, .signatureBad: return [verdict]
        }
    }

    /// The claims by number, and the documented ones also by name.
    private static func claims(_ payload: CBOR) -> JSON {
        let names: KeyValuePairs<Int64, String> = [
            1: "iss", 6: "iat", 7: "cti", -65600: "degree", -65601: "status",
        ]
        let named = names.compactMap { number, name in
            payload[number].map { JSON.Member(name, json($0)) }
        }
        return .object((json(payload).members ?? []) + named)
    }

    /// CBOR as JSON: byte strings in hexadecimal, keys of maps as text, other types in diagnostic notation.
    private static func json(_ value: CBOR) -> JSON {
        switch value {
        case .unsigned, .negative: .number(value.diagnostic)
        case .float(let number):
            number.isFinite ? .number(value.diagnostic) : .string(value.diagnostic)
        case .bytes(let bytes): .string(Hex.encode(bytes))
        case .text(let text): .string(text)
        case .array(let items): .array(items.map(json))
        case .map(let entries):
            .object(
                entries.map { JSON.Member($0.key.text ?? $0.key.diagnostic, json($0.value)) }
            )
        case .simple(20): false
        case .simple(21): true
        case .simple(22): .null
        case .simple, .tagged: .string(value.diagnostic)
        }
    }
}
