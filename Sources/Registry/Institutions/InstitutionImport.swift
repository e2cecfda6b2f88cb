package import Persian
import Store
import Tabular
import VerifyCore

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

    /// The code of the problem that the row of a known institution had been changed by hand: it has the names of the list
    /// again, and its access ended.
    package static let accessEnded = "access_ended"
}

extension Registry {
    /// Imports a list, CSV or a workbook, with the columns code, name_fa, name_en, kind and city.
    ///
    /// Importing the same list twice changes nothing; nothing is removed; a refused record does not stop
    /// the others.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.invalid` for a list without its columns;
    ///   `TableFileError` for a file that has no rows to read.
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
            for (record, institution) in institutions {
                guard let known = try InstitutionRow.find(institution.code, in: connection) else {
                    _ = try insert(institution, by: actor, at: now, in: connection)
                    done.added += 1
                    continue
                }
                switch try rename(known, institution, by: actor, at: now, in: connection) {
                case .unchanged: done.unchanged += 1
                case .renamed: done.updated += 1
                case .repaired:
                    done.updated += 1
                    done.problems.append(
                        .init(record: record, column: "", code: InstitutionImport.accessEnded)
                    )
                }
            }
            return done
        }
    }

    private enum Renaming {
        case unchanged
        case renamed
        /// The row had been changed by hand.
        case repaired
    }

    /// Gives a known institution the names of a list.
    ///
    /// A row whose seal is not right is sealed again with the names of the list; because its access window cannot be
    /// believed, the access ends now and has to be set again.
    private func rename(
        _ row: InstitutionRow,
        _ institution: Institution,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Renaming {
        let known: Institution?
        do {
            known = try sealedInstitution(institution.code, in: connection)
        } catch RegistryError.integrityFailure {
            try setWindow(of: institution, until: now, by: actor, at: now, in: connection)
            return .repaired
        } catch let missing as MissingKey {
            // Nothing has to be written, so no key is needed.
            guard institution.hasNames(of: row.institution) else { throw missing }
            return .unchanged
        }
        guard let known, !institution.hasNames(of: known) else { return .unchanged }
        let changed = institution.issuing(until: known.issuesUntil)
        let seal = try foundingSeal(changed.statement, in: connection)
        try changed.update(sealed: seal, in: connection)
        try insertEvent(
            .renamed,
            of: changed.code,
            detail: changed.nameFa,
            by: actor,
            at: now,
            in: connection
        )
        return .renamed
    }
}

/// A CSV list of institutions.
private enum InstitutionList {
    static let columns = ["code", "name_fa", "name_en", "kind", "city"]
    /// The country has some 2,500 centres; a list is one transaction.
    static let limit = 20_000

    static func read(
        _ csv: [UInt8]
    ) throws -> (
        institutions: [(record: Int, institution: Institution)], problems: [ImportProblem]
    ) {
        var rows = try TableFile.rows(of: csv)[...]
        if rows.isEmpty { throw RegistryError.invalid(field: "file", reason: .missing) }
        guard rows.count <= limit else {
            throw RegistryError.invalid(field: "file", reason: .tooLong)
        }
        // A letterhead may stand above the titles.
        let line = rows.prefix(TableFile.rowsBeforeTitles).firstIndex { row in
            Set(Self.places(in: row).keys).isSuperset(of: columns)
        }
        rows = rows[(line ?? 0)...]
        let places = rows.first.map { Self.places(in: $0) } ?? [:]
        for column in columns where places[column] == nil {
            throw RegistryError.invalid(field: column, reason: .missing)
        }
        var institutions: [(record: Int, institution: Institution)] = []
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
                let institution = try Institution(
                    typedCode: cell("code"),
                    nameFa: cell("name_fa"),
                    nameEn: cell("name_en"),
                    kind: cell("kind"),
                    city: cell("city")
                )
                institutions.append((record, institution))
            } catch {
                guard case .invalid(let field, let reason) = error else { throw error }
                problems.append(.init(record: record, column: field, code: reason.rawValue))
            }
        }
        return (institutions, problems)
    }

    /// The first cell with the title of each column, in English or Persian.
    private static func places(in row: TableRow) -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, text) in row.texts.enumerated() {
            let title = Letters.stored(text).lowercased()
            let name = persianTitles[Letters.key(text)] ?? title
            places[name] = places[name] ?? place
        }
        return places
    }

    /// Titles of lists in Persian, as search keys.
    private static let persianTitles: [String: String] = {
        let titles = [
            "کد": "code", "کد دانشگاه": "code", "کد مؤسسه": "code", "نام": "name_fa",
            "نام فارسی": "name_fa", "نام دانشگاه": "name_fa", "نام لاتین": "name_en",
            "نام انگلیسی": "name_en", "نوع": "kind", "شهر": "city",
        ]
        return Dictionary(uniqueKeysWithValues: titles.map { (Letters.key($0.key), $0.value) })
    }()
}
