internal import VerifyCore

extension Conformance {
    static func mintCode(_ arguments: Arguments) throws -> [JSON.Member] {
        let key = CodeKey(
            id: try arguments.integer("key_id", as: UInt8.self),
            locatorKey: try arguments.bytes("locator_key"),
            tagKey: try arguments.bytes("tag_key")
        )
        guard let record = RecordID(try arguments.bytes("uuid")) else { throw Refusal("UUID") }
        let locator = key.locator(
            for: record,
            counter: try arguments.integer("counter", as: UInt32.self)
        )
        let bytes = try arguments.bytes("record")
        let digest = SHA256.digest(of: bytes.span)
        guard let code = key.code(locator: locator, recordDigest: digest) else {
            throw Refusal("KEY_ID")
        }
        return [JSON.Member("code", .string(code.digits))]
    }

    static func parseCode(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(AuthenticityCode.ParsingError) {
            let code = try AuthenticityCode(parsing: text)
            return [JSON.Member("code", .string(code.digits))]
        } catch {
            throw refusal(error)
        }
    }

    private static func refusal(_ error: AuthenticityCode.ParsingError) -> Refusal {
        switch error {
        case .empty: Refusal("LENGTH", [JSON.Member("count", 0)])
        case .length(let count): Refusal("LENGTH", [JSON.Member("count", JSON(count))])
        case .several(let count): Refusal("LENGTH", [JSON.Member("count", JSON(20 * count))])
        case .character(let character, let suggestion):
            Refusal(
                "CHARACTER",
                [
                    JSON.Member("character", .string(String(character))),
                    JSON.Member("suggestion", JSON(suggestion.map { String($0) })),
                ]
            )
        case .truncated: Refusal("TRUNCATED")
        case .reversed(_, let code):
            Refusal("REVERSED", [JSON.Member("suggestion", .string(code.digits))])
        case .mistyped: Refusal("MISTYPED")
        }
    }
}
