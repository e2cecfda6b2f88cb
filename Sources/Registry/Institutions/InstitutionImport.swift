package import Persian
import Store
import Tabular

/// The result of importing a list of institutions.
package struct InstitutionImport: Sendable, Equatable {
    /// Institutions that were new.
    package var added = 0
    /// Known institutions whose names were changed.
    package var updated = 0
    /// Known institutions with the same names.
    package var unchanged = 0
    /// The records that were refused.
    package var problems: [ImportProblem] = []
}

extension Registry {
    /// Imports a list, CSV or a workbook, with the columns code, name_fa, name_en, kind and city.
    ///
    /// Importing the same list twice changes nothing; nothing is removed; a refused record does not stop
    /// the others.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.invalid` for a list without its columns;
    ///   `BulkJobProblem` for a file that has no rows to read.
    package func importInstitutions(
        _ csv: [UInt8],
        by actor: Actor,
        at now: Timestamp
    ) async throws -> InstitutionImport {
        try actor.requireSAORG()
        let (institutions, problems) = try InstitutionList.read(csv)
        return try await database.write { connection in
            var done = InstitutionImport()
            done.problems = problems
            for institution in institutions {
                if try institution.insert(by: actor, at: now, in: connection) {
                    done.added += 1
                } else if let known = try Institution.find(institution.code, in: connection),
                    !institution.hasNames(of: known)
                {
                    try institution.rename(by: actor, at: now, in: connection)
                    done.updated += 1
                } else {
                    done.unchanged += 1
                }
            }
            return done
        }
    }
}

/// A CSV list of institutions.
private enum InstitutionList {
    static let columns = ["code", "name_fa", "name_en", "kind", "city"]
    /// The country has some 2,500 centres; a list is one transaction.
    static let limit = 20_000

    static func read(
        _ csv: [UInt8]
    ) throws -> (institutions: [Institution], problems: [ImportProblem]) {
        let rows = try BulkJobProblem.rows(of: csv)
        guard let titles = rows.first?.texts.map({ Letters.stored($0).lowercased() }) else {
            throw RegistryError.invalid(field: "file", reason: .missing)
        }
        guard rows.count <= limit else {
            throw RegistryError.invalid(field: "file", reason: .tooLong)
        }
        var places: [String: Int] = [:]
        for (place, title) in titles.enumerated() { places[title] = places[title] ?? place }
        for column in columns where places[column] == nil {
            throw RegistryError.invalid(field: column, reason: .missing)
        }
        var institutions: [Institution] = []
        var problems: [ImportProblem] = []
        for (index, row) in rows.dropFirst().enumerated() {
            let record = index + 1
            if let fault = row.fault {
                problems.append(.init(record: record, column: "", code: fault.rawValue))
                continue
            }
            func cell(_ column: String) -> String {
                guard let place = places[column], place < row.count else { return "" }
                return row.text(place)
            }
            do {
                institutions.append(
                    try Institution(
                        typedCode: cell("code"),
                        nameFa: cell("name_fa"),
                        nameEn: cell("name_en"),
                        kind: cell("kind"),
                        city: cell("city")
                    )
                )
            } catch {
                guard case .invalid(let field, let reason) = error else { throw error }
                problems.append(.init(record: record, column: field, code: reason.rawValue))
            }
        }
        return (institutions, problems)
    }
}
