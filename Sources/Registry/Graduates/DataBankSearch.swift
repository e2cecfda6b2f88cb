import Persian
import Store

/// What is searched in the data bank; spellings of names and numbers do not matter.
package struct GraduateQuery: Sendable, Hashable {
    /// The family name in Persian, whole; empty for a search by number.
    package var lastName: String
    /// The beginning of the first name; empty for every one.
    package var firstName: String
    /// The ID number; nil for a search by name.
    package var number: String?

    /// A search by family name, by number, or by both.
    package init(lastName: String = "", firstName: String = "", number: String? = nil) {
        self.lastName = lastName
        self.firstName = firstName
        self.number = number
    }

    /// Whether it restricts the rows at all.
    package var isEmpty: Bool { Letters.key(lastName).isEmpty && number == nil }
}

/// A row of the data bank that a search found.
package struct FoundGraduate: Sendable, Equatable {
    /// The id of the row.
    package let id: Int64
    /// The document.
    package let graduate: Graduate
    /// Whether a code was issued for it.
    package let hasCode: Bool
}

extension Registry {
    /// The rows of a page of a search.
    package static let searchPage = 20

    /// Returns the rows of the data bank that a query finds after a row, in the order in which they were added; none for an
    /// empty query.
    ///
    /// A page that has another one after it has `searchPage` rows.
    ///
    /// - Throws: `StoreError`.
    package func search(
        _ query: GraduateQuery,
        after last: Int64 = 0
    ) async throws -> [FoundGraduate] {
        guard !query.isEmpty else { return [] }
        var condition: SQL = "id > \(last)"
        if let number = query.number { condition += " AND id_number = \(number)" }
        let (lastKey, firstKey) = (Letters.key(query.lastName), Letters.key(query.firstName))
        if !lastKey.isEmpty { condition += " AND \(GraduateNameKey.last) = \(lastKey)" }
        if !firstKey.isEmpty {
            // A typed % or _ is a character of the name.
            let start = firstKey.replacing("!", with: "!!").replacing("%", with: "!%")
                .replacing("_", with: "!_")
            condition += " AND \(GraduateNameKey.first) LIKE \("\(start)%") ESCAPE '!'"
        }
        let page: SQL = """
            SELECT
                id, (SELECT count(*) FROM degree WHERE degree.graduate = graduate.id),
                \(Graduate.columns)
            FROM graduate
            WHERE \(condition)
            ORDER BY id
            LIMIT \(Self.searchPage)
            """
        return try await database.read { connection in
            try connection.all(page) { row in
                FoundGraduate(
                    id: try row.int(0),
                    graduate: try Graduate(row, from: 2),
                    hasCode: try row.int(1) != 0
                )
            }
        }
    }
}
