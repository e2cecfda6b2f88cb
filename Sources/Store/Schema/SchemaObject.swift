/// One object of a schema: a table, a column, a constraint, an index, a trigger, a function.
struct SchemaObject: Sendable, Hashable {
    /// `table`, `column`, `trigger`; a word for the operator.
    let kind: String
    /// Its name; `table.name` where it belongs to a table.
    let name: String
    /// Everything that matters about it, in the engine's own words.
    let definition: String

    /// The longest definition in a sentence, in characters.
    private static let longest = 160

    /// How a schema differs from the expected one, a sentence each, sorted.
    ///
    /// Of a table that is missing, or is not of this program, the parts are not listed.
    static func differences(
        of found: [SchemaObject],
        from expected: [SchemaObject]
    ) -> [String] {
        let places = { (objects: [SchemaObject]) in
            Dictionary(grouping: Set(objects)) { Place(kind: $0.kind, name: $0.name) }
                .mapValues { $0.map(\.definition).sorted() }
        }
        let (found, expected) = (places(found), places(expected))
        let tables = { (objects: [Place: [String]]) in
            Set(objects.keys.filter { $0.kind == "table" }.map(\.name))
        }
        let whole = tables(found).symmetricDifference(tables(expected))
        return Set(found.keys).union(expected.keys).compactMap { place -> String? in
            if place.isPart, let table = place.table, whole.contains(table) { return nil }
            return switch (found[place], expected[place]) {
            case (let found?, nil):
                "\(place): not of this program: \(shown(found))"
            case (nil, _?):
                "\(place): missing"
            case (let found?, let expected?) where found != expected:
                "\(place): is \(shown(found)), must be \(shown(expected))"
            default: nil
            }
        }
        .sorted()
    }

    private struct Place: Hashable, CustomStringConvertible {
        let kind: String
        let name: String
        var description: String { "\(kind) \(name)" }
        /// Whether it cannot be without its table, and does nothing that the table does not.
        var isPart: Bool { ["column", "constraint", "index"].contains(kind) }
        /// The table of a part.
        var table: String? {
            name.split(maxSplits: 1, whereSeparator: { $0 == "." || $0 == ":" }).first
                .map(String.init)
        }
    }

    /// The definitions on one line, not too long.
    private static func shown(_ definitions: [String]) -> String {
        let line = definitions.joined(separator: "; ").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        guard !line.isEmpty else { return "without more" }
        return line.count > longest ? "\(line.prefix(longest))…" : line
    }
}

extension [SchemaObject] {
    /// Whether the table of the migrations that have run is there.
    var hasMigrations: Bool { contains { $0.kind == "table" && $0.name == "migration" } }
}
