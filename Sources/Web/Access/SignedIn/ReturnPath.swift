/// An address of this site, within a language, to which a page returns after a sign-in or a step-up.
///
/// It comes from the query of a request, so that any client can choose it: it is a path of our own, never an address of
/// another host, and has no query.
package struct ReturnPath: Sendable, Hashable {
    /// The path, from the slash.
    package let path: String

    /// The bytes of a path, at most.
    private static let limit = 200

    /// A path; nil for anything but letters, digits, `-`, `_`, `.` and single slashes.
    package init?(_ text: String?) {
        guard let text, text.hasPrefix("/"), !text.contains("//"), text.utf8.count <= Self.limit,
            text.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: "/"):
                    true
                default: false
                }
            })
        else { return nil }
        path = text
    }
}
