/// The offices for which a row of the calendar is valid, by name: `nation`, `province:tehran`,
/// `category:university`, `organisation:1001`.
///
/// A calendar reads the rows of several scopes; their order decides, the strongest first.
package struct CalendarScope: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    package let description: String

    /// The scope with a name.
    package init(_ name: String) { description = name }

    /// All offices of the country.
    package static let nation = CalendarScope("nation")

    /// The kinds of scopes with a name after `:`, the strongest first.
    private static let kinds = ["organisation", "category", "province"]

    /// The limit of a name in bytes.
    private static let maximumLength = 64

    /// Reads the name of a scope in a file; nil for a text that names none.
    package init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isName = parts.count == 2 && Self.kinds.contains(String(parts[0])) && !parts[1].isEmpty
        guard text == "nation" || isName, text.utf8.count <= Self.maximumLength,
            text.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        else { return nil }
        self.init(String(text))
    }

    /// Returns the scopes of an organisation, the strongest first; an empty name is left out.
    package static func all(
        organisation: String,
        category: String,
        province: String
    ) -> [CalendarScope] {
        let names = zip(kinds, [organisation, category, province]).filter { !$0.1.isEmpty }
        return names.map { CalendarScope("\($0.0):\($0.1)") } + [nation]
    }
}
