import HTTPTypes
import Hummingbird
import VerifyCore

/// One page of a list: how many, and after which item.
///
/// A cursor is opaque to callers; it is the last item's key in base64url, so it stays right when items
/// are added meanwhile.
struct ListPage: Sendable, Equatable {
    let limit: Int
    /// The key of the last item of the page before.
    let after: String?

    static let largest = 100
    private static let usual = 50

    /// Reads `limit` (1…100, 50) and `cursor` from the query.
    init(_ request: Request) throws {
        var faults: [FieldProblem] = []
        limit = Self.limit(request.uri.queryParameters["limit"].map(String.init), &faults)
        after = Self.cursor(request.uri.queryParameters["cursor"].map(String.init), &faults)
        guard faults.isEmpty else { throw Problem.badRequest(faults) }
    }

    private static func limit(_ text: String?, _ faults: inout [FieldProblem]) -> Int {
        guard let text else { return usual }
        if let limit = Int(text), (1...largest).contains(limit) { return limit }
        faults.append(
            .range("?limit", fa: "عددی از ۱ تا ۱۰۰ لازم است.", en: "A number from 1 to 100.")
        )
        return usual
    }

    private static func cursor(_ text: String?, _ faults: inout [FieldProblem]) -> String? {
        guard let text else { return nil }
        if text.utf8.count <= 128, let bytes = try? Base64URL.decode(text),
            let key = String(validating: bytes, as: UTF8.self), !key.isEmpty
        {
            return key
        }
        faults.append(
            .format("?cursor", fa: "این نشانه از این سامانه نیست.", en: "Not a cursor from here.")
        )
        return nil
    }

    /// The `Link` field to the next page, when there is one.
    func link(at path: String, next: String?) -> HTTPFields {
        guard let next, let name = HTTPField.Name.link else { return [:] }
        let cursor = Base64URL.encode(Array(next.utf8))
        return [name: "<\(path)?limit=\(limit)&cursor=\(cursor)>; rel=\"next\""]
    }

    /// The cursor of the next page as JSON has it.
    static func cursor(after key: String?) -> String? {
        key.map { Base64URL.encode(Array($0.utf8)) }
    }
}
