/// A name in a declaration, written as a literal: `"review"`.
///
/// A name is 1–40 characters: small letters, digits, `-` and `_`, with a letter first. A literal cannot be rejected when
/// it is read, so `Service.faults()` reports a name of another form.
package protocol DeclaredName: Sendable, Hashable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The name as the tables and the canonical text have it.
    var text: String { get }

    /// A name that was stored, or that is to be looked up.
    init(_ text: String)
}

extension DeclaredName {
    /// A name in a declaration.
    package init(stringLiteral text: String) { self.init(text) }

    /// The name.
    package var description: String { text }

    /// Orders names by their bytes.
    package static func < (one: Self, other: Self) -> Bool { one.text < other.text }

    /// Whether the name has the form that tables, addresses and file names can hold.
    package var isWellFormed: Bool {
        let bytes = text.utf8
        guard let first = bytes.first, (1...40).contains(bytes.count) else { return false }
        return (0x61...0x7A).contains(first)
            && bytes.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }
}
