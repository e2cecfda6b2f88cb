package import HTTPTypes
package import Hummingbird
import Persian

/// One page of a list: how many items, and after which item.
///
/// A cursor is opaque to clients. It is the last item's key, so it stays right when items are added
/// between two pages. Keys are letters, digits, `.`, `_` and `-`.
package struct ListPage: Sendable, Equatable {
    /// The most items on the page.
    package let limit: Int
    /// The key of the last item of the page before.
    package let after: String?

    /// The largest limit that a client may request.
    package static let largest = 100
    private static let usual = 50

    /// Reads `limit` (1…100, 50) and `cursor` from the query.
    ///
    /// `largest` is the largest limit of a list whose rows are small.
    package init(_ request: Request, largest: Int = ListPage.largest) throws {
        var faults: [FieldProblem] = []
        let given = request.uri.queryParameters["limit"].map(String.init)
        limit = Self.limit(given, largest, &faults)
        after = Self.cursor(request.uri.queryParameters["cursor"].map(String.init), &faults)
        guard faults.isEmpty else { throw Problem.badRequest(faults) }
    }

    private static func limit(
        _ text: String?,
        _ largest: Int,
        _ faults: inout [FieldProblem]
    ) -> Int {
        guard let text else { return usual }
        if let limit = Int(text), (1...largest).contains(limit) { return limit }
        faults.append(
            .range(
                "",
                fa: "عددی از ۱ تا \(PersianNumber.plain(largest)) لازم است.",
                en: "A number from 1 to \(largest)."
            )
            .inQuery("limit")
        )
        return usual
    }

    private static func cursor(_ text: String?, _ faults: inout [FieldProblem]) -> String? {
        guard let text else { return nil }
        if (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isOfKeys) { return text }
        faults.append(.cursor("cursor"))
        return nil
    }

    /// Returns the `Link` field to the next page, when there is one.
    package func link(at path: String, next: String?) -> HTTPFields {
        guard let next, let name = HTTPField.Name.link else { return [:] }
        return [name: "<\(path)?limit=\(limit)&cursor=\(next)>; rel=\"next\""]
    }

    private static func isOfKeys(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
