import Persian
import Store

/// How much of the data bank of an institution has codes, by the Jalali year of graduation (R123).
package struct YearOfGraduates: Sendable, Hashable {
    /// The Jalali year.
    package let year: Int
    /// The documents in the data bank.
    package var documents: Int
    /// Those of them with a code.
    package var coded: Int
}

extension Registry {
    /// Returns the years of an institution from the first to the last that has a document, the newest first; a year without one
    /// is there with 0.
    ///
    /// - Throws: `StoreError`.
    package func completeness(of institution: String) async throws -> [YearOfGraduates] {
        let days = try await database.read { connection in
            try connection.all(
                """
                SELECT graduate.graduation_date, count(*), count(degree.id)
                FROM graduate
                LEFT JOIN degree ON degree.graduate = graduate.id AND degree.replaced = 0
                WHERE graduate.institution_code = \(institution)
                GROUP BY graduate.graduation_date
                """
            ) { (try $0.text(0), Int(try $0.int(1)), Int(try $0.int(2))) }
        }
        var years: [Int: YearOfGraduates] = [:]
        for (day, documents, coded) in days {
            guard let date = try? CivilDate(parsing: day) else { continue }
            let year = JalaliDate(date).year
            var found = years[year] ?? YearOfGraduates(year: year, documents: 0, coded: 0)
            found.documents += documents
            found.coded += coded
            years[year] = found
        }
        guard let first = years.keys.min(), let last = years.keys.max() else { return [] }
        return (first...last).reversed().map {
            years[$0] ?? YearOfGraduates(year: $0, documents: 0, coded: 0)
        }
    }
}
