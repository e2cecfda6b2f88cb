internal import Foundation
internal import Persian
internal import VerifyCore

extension Conformance {
    static func verifyToken(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        let answer = DegreeToken.verify(
            text: text,
            at: try moment(arguments),
            keys: try knownKeys(arguments)
        )
        let verdict = JSON.Member("verdict", .string(answer.verdict.rawValue))
        switch answer {
        case .genuine:
            let token = try UnverifiedToken(decoding: DegreeToken.bytes(fromText: text))
            return [
                verdict, JSON.Member("claims", claims(try CBOR(decoding: token.message.payload))),
            ]
        case .keyWithdrawn(_, let since):
            return [verdict, JSON.Member("withdrawn_since", JSON(since?.description))]
        case .test, .format, .issuedInFuture, .otherReference, .keyUnknown, .signatureBad:
            return [verdict]
        }
    }

    /// The vectors' moment: a machine whose clock is before it is wrong.
    private static let earliest: Int64 = 1_795_260_711

    /// The moment `now` in seconds since 1970, or the clock.
    private static func moment(_ arguments: Arguments) throws -> Timestamp {
        let clock = Int64(Date().timeIntervalSince1970)
        return Timestamp(
            secondsSinceEpoch: arguments.has("now")
                ? try arguments.integer("now", as: Int64.self) : max(clock, earliest)
        )
    }

    /// The keys of the argument `keys`, or those of the set `key_set`.
    private static func knownKeys(
        _ arguments: Arguments
    ) throws -> (_ kid: [UInt8]) -> KnownTokenKey? {
        if arguments.has("key_set") { return try keySet(arguments).key }
        let keys = try arguments.array("keys").map { item in
            let key = Arguments(item)
            return try TokenPublicKey(key.bytes("public_key"), kid: key.bytes("kid"))
        }
        return { kid in keys.first { $0.kid == kid }.map(KnownTokenKey.trusted) }
    }

    private static func keySet(_ arguments: Arguments) throws -> PublicKeySet {
        let text = try arguments.text("key_set")
        do {
            return try PublicKeySet(parsing: Array(text.utf8))
        } catch { throw Refusal("FORMAT") }
    }

    static func readKeySet(_ arguments: Arguments) throws -> [JSON.Member] {
        let set = try keySet(arguments)
        var trusted: [JSON] = []
        var withdrawn: [JSON.Member] = []
        for kid in set.kids {
            switch set.key(kid: kid) {
            case .trusted: trusted.append(.string(Hex.encode(kid)))
            case .withdrawn(let since):
                withdrawn.append(JSON.Member(Hex.encode(kid), JSON(since?.description)))
            case nil: break
            }
        }
        return [
            JSON.Member("kids", .array(trusted)), JSON.Member("withdrawn", .object(withdrawn)),
        ]
    }

    static func referToStatus(_ arguments: Arguments) throws -> [JSON.Member] {
        let key = CodeKey(
            id: try arguments.integer("key_id", as: UInt8.self),
            locatorKey: try arguments.bytes("locator_key"),
            tagKey: []
        )
        let locator = try arguments.integer("locator", as: UInt32.self)
        guard locator < AuthenticityCode.locators else { throw Refusal("LOCATOR") }
        let reference = key.statusReference(locator: locator)
        return [
            JSON.Member("list", .integer(Int64(reference.list))),
            JSON.Member("index", .integer(Int64(reference.index))),
        ]
    }
}

extension Conformance {
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
