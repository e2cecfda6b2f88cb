internal import Persian
internal import VerifyCore

extension Conformance {
    static func parseDate(_ arguments: Arguments) throws -> [JSON.Member] {
        let date = try TypedDate.parse(arguments.text("text"))
        return [JSON.Member("gregorian", .string(date.description))]
    }

    static func formatDate(_ arguments: Arguments) throws -> [JSON.Member] {
        let date = try CivilDate(parsing: arguments.text("gregorian"))
        return [JSON.Member("text", .string(JalaliDate(date).description))]
    }

    static func foldText(_ arguments: Arguments) throws -> [JSON.Member] {
        [JSON.Member("key", .string(Letters.key(try arguments.text("text"))))]
    }
}
